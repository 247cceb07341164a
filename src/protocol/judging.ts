import { recordOf, textOf } from '../base/json.ts'
import { stepVerdicts, traceVerdicts, type Judging } from '../core/judging.ts'
import type { StepId } from '../core/step.ts'

/** Longest text of a reason, a comment or a correction. */
const longest = 100_000

/** Checks what the page says of a turn; anything unexpected is `undefined`. */
export function checkJudging(raw: unknown): Judging | undefined {
  const { type, step, verdict, text, at } = recordOf(raw)
  const id = textOf(step) as StepId
  if (typeof text === 'string' && text.length > longest) return undefined
  if (type === 'turn') {
    const known = traceVerdicts.find((each) => each === verdict)
    return known && { type, verdict: known }
  }
  if (type === 'reason') return typeof text === 'string' ? { type, text } : undefined
  if (id === '') return undefined
  switch (type) {
    case 'step': {
      const known = stepVerdicts.find((each) => each === verdict)
      return known && { type, step: id, verdict: known }
    }
    case 'firstWrong':
    case 'resolve':
      return { type, step: id }
    case 'correct':
    case 'comment':
      return typeof text === 'string' ? { type, step: id, text } : undefined
    case 'deleteComment':
      return typeof text === 'string' && typeof at === 'string' ? { type, step: id, at, text } : undefined
    default:
      return undefined
  }
}
