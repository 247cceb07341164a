import { isRunning, type TurnPage } from './state.ts'
import { stepCount } from './outline.ts'
import { words } from './words.ts'

/** What a screen reader is told of a turn: phases and ends, not tokens. The same string means nothing new. */
export function announcement({ value: { state, steps }, value }: TurnPage): string {
  const last = steps.at(-1)
  const count = stepCount(steps)
  if (state.kind === 'thinking' && last) return words.announce.steps(count, words.doing[last.kind])
  if (state.kind === 'answering') return words.announce.answering
  if (isRunning(value)) return words.states[state.kind]
  return words.announce.ended(words.states[state.kind], count)
}

/** Changes when something worth telling has happened. */
export function occasion({ head, value: { state, steps } }: TurnPage): string {
  const phase = steps.findLast(({ level }) => level === 'phase')
  return `${head.id} ${state.kind} ${phase?.id}`
}
