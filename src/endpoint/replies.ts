import type { Delta, Usage } from '../base/delta.ts'
import { isRecord, listOf, recordOf } from '../base/json.ts'
import { estimateTokens } from '../base/tokens.ts'
import type { StreamEvent } from './events.ts'
import type { Asked } from './failure.ts'
import { createReply, type Reply } from './reply.ts'

/**
 * Reads a reply that is several answers, whose pieces come as they are written: each tells by its `index` to which it
 * belongs. What an answer says is told to `hear`; what is pushed gives only what is said of none of them.
 *
 * Tokens are counted by the server for all answers together: those it wrote are shared out by length, those it read stand
 * with the first.
 */
export function createReplies(
  count: number,
  asked: Asked,
  hear: (answer: number, delta: Delta) => void,
): Reply {
  const answers = Array.from({ length: count }, () => ({
    reply: createReply(asked),
    begun: false,
    tokens: 0,
  }))
  const outer = createReply(asked)
  const begun = () => answers.filter((each) => each.begun)

  return {
    push,
    end: () => (begun().length > 0 ? toAll(({ reply }) => reply.end()) : outer.end()),
    over: () => outer.over(),
    finished: () => answers.every(({ reply }) => reply.finished()),
    someText: () => answers.some(({ reply }) => reply.someText()),
  }

  function push(event: StreamEvent): readonly Delta[] {
    const choices = event.kind === 'value' ? listOf(recordOf(event.value)['choices']).filter(isRecord) : []
    const ofNone = outer.push(withChoices(event, []))
    for (const [index, choice] of choices.entries()) {
      const number = typeof choice['index'] === 'number' ? choice['index'] : index
      const answer = answers[number]
      if (!answer) continue
      answer.begun = true
      tell(number, answer.reply.push(withChoices(event, [{ ...choice, index: 0 }])))
    }
    if (outer.over()) toAll(({ reply }) => reply.end())
    for (const delta of ofNone) {
      if (delta.kind === 'usage') share(delta.usage)
      else toAll(() => [delta])
    }
    // Before anything was said it is no answer's fault alone.
    return begun().length > 0 ? [] : ofNone.filter(({ kind }) => kind !== 'usage')
  }

  function tell(number: number, deltas: readonly Delta[]): void {
    const answer = answers[number]
    for (const delta of deltas) {
      // Of all of them, whoever's piece it came with.
      if (delta.kind === 'usage') continue
      if (delta.kind === 'text' && answer) answer.tokens += estimateTokens(delta.text)
      hear(number, delta)
    }
  }

  function toAll(said: (answer: (typeof answers)[number]) => readonly Delta[]): readonly Delta[] {
    for (const [number, answer] of answers.entries()) if (answer.begun) tell(number, said(answer))
    return []
  }

  function share({ prompt, completion, cached }: Usage): void {
    const all = answers.reduce((sum, { tokens }) => sum + tokens, 0)
    let before = 0
    let given = 0
    for (const [number, answer] of answers.entries()) {
      before += answer.tokens
      // Rounded sums, so that the shares are the whole together.
      const until = completion === undefined || all === 0 ? 0 : Math.round((completion * before) / all)
      const usage: Usage = {
        ...(prompt !== undefined && { prompt: number === 0 ? prompt : 0 }),
        ...(cached !== undefined && number === 0 && { cached }),
        ...(completion !== undefined && { completion: until - given }),
      }
      given = until
      if (answer.begun) hear(number, { kind: 'usage', usage })
    }
  }
}

function withChoices(event: StreamEvent, choices: readonly unknown[]): StreamEvent {
  if (event.kind !== 'value' || !isRecord(event.value) || !('choices' in event.value)) return event
  return { ...event, value: { ...event.value, choices } }
}
