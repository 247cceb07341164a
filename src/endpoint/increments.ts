import type { Channel, Delta } from '../base/delta.ts'

export type TextDelta = Extract<Delta, { kind: 'text' }>

export interface Increments {
  push(deltas: readonly TextDelta[]): readonly TextDelta[]
  /** Gives back what was held. */
  end(): readonly TextDelta[]
}

/** Some servers send with each delta all of the text so far; of such, what is new. */
export function createIncrements(): Increments {
  const channels = { reasoning: createIncrement(), content: createIncrement() }
  return {
    push: (deltas) =>
      deltas.flatMap(({ channel, text }) => [
        ...said(channel === 'content' ? 'reasoning' : 'content', ''),
        ...said(channel, text),
      ]),
    end: () => [...said('reasoning', ''), ...said('content', '')],
  }

  /** With an empty text, what was held. */
  function said(channel: Channel, text: string): readonly TextDelta[] {
    const { push, end } = channels[channel]
    const news = text === '' ? end() : push(text)
    return news === '' ? [] : [{ kind: 'text', channel, text: news }]
  }
}

/** Two deltas that each begin with all before them, from the very first on, tell that all will; one may be chance. */
function createIncrement() {
  let whole = '' // all that was told, while the next delta may begin with it
  let held = ''
  let form: 'open' | 'wholes' | 'increments' = 'open'
  return { push, end }

  function push(text: string): string {
    if (form === 'increments') return text
    const before = held === '' ? whole : held
    if (!text.startsWith(before) || (form === 'open' && text.length === before.length)) {
      form = 'increments'
      whole = ''
      return end() + text
    }
    if (form === 'open' && whole !== '') {
      if (held === '') {
        held = text
        return ''
      }
      form = 'wholes'
      held = ''
    }
    const news = text.slice(whole.length)
    whole = text
    return news
  }

  function end(): string {
    const rest = held
    held = ''
    if (rest !== '') form = 'increments'
    return rest
  }
}
