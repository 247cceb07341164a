import { textOf } from '../../base/json.ts'
import { fence } from '../../base/fence.ts'
import type { Message } from '../stream.ts'
import type { CutText } from './cut.ts'

/**
 * The question with what was thought about it so far, for a server that cannot go on from there. The last message stays
 * the user's: what an assistant's would become there, nobody knows.
 */
export function carried(
  messages: readonly Message[],
  { reasoning, answer, at }: CutText,
): readonly Message[] {
  const last = messages.at(-1)
  if (!last) return messages
  const parts = [
    textOf(last.content),
    'Here is your reasoning on this so far, to the letter:',
    fence(reasoning.trim(), ''),
    ...(answer.trim() === '' ? [] : ['And here is the beginning of your answer:', fence(answer.trim(), '')]),
    at === 'reasoning'
      ? 'Go on with this reasoning from exactly where it ends, without repeating it. Then answer.'
      : 'Take this reasoning as finished: do not reason any further, and give the answer that follows from it.',
  ]
  return [...messages.slice(0, -1), { ...last, content: parts.join('\n\n') }]
}
