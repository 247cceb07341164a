import { plainText } from '../base/plainText.ts'
import type { Say } from '../base/say.ts'
import type { Kind } from '../core/step.ts'
import type { ParsedTurn } from './parsed.ts'

/** What to call a step in one line: a phase by what goes on in it, others by their own words. */
export function nameOfStep({ steps, titleOf }: ParsedTurn, index: number, say: Say): string {
  const step = steps[index]
  if (!step) return ''
  if (step.level === 'phase') return say(phaseNames[step.kind])
  return titleOf(index) || say(step.kind)
}

/** What to call a turn. */
export function nameOfTurn({ turn, index }: ParsedTurn, say: Say): string {
  const { title, question } = turn.head
  return plainText(title || question).slice(0, 120) || say('Turn {0}', index + 1)
}

const phaseNames: Readonly<Record<Kind, string>> = {
  frame: 'Framing the question',
  plan: 'Planning',
  read: 'Reading',
  recall: 'Recalling',
  derive: 'Deriving',
  check: 'Verifying',
  revise: 'Revising',
  branch: 'Trying another way',
  doubt: 'Doubting',
  conclude: 'Concluding',
}
