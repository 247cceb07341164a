import { indexOfStep } from '../src/core/query.ts'
import type { Step } from '../src/core/step.ts'
import { promptReading } from '../src/core/promptReading.ts'
import { isRunning, type TurnPage } from './state.ts'
import { words } from './words.ts'

/** What a screen reader is told of a turn: phases and ends, not tokens. The same string means nothing new. */
export function announcement({ value: { state, steps }, value }: TurnPage): string {
  const last = steps.at(-1)
  const count = steps.filter(({ level }) => level === 'step').length
  if (state.kind === 'thinking' && last) return words.announce.steps(count, words.doing[last.kind])
  if (state.kind === 'answering') return words.announce.answering
  if (promptReading(value)) return words.reading
  if (isRunning(value)) return words.states[state.kind]
  return words.announce.ended(words.states[state.kind], count)
}

/** Changes when something worth telling has happened. */
export function occasion({ head, value: { state, steps }, value }: TurnPage): string {
  return `${head.id} ${promptReading(value) ? 'reading' : state.kind} ${lastPhase(steps)?.id}`
}

function lastPhase(steps: readonly Step[]): Step | undefined {
  let step = steps.at(-1)
  while (step && step.parent !== null) step = steps[indexOfStep(steps, step.parent)]
  return step
}
