import type { TagPair } from './lexicon.ts'

export interface FieldStart {
  push(text: string): void
  /** Gives back what was held: the text goes on elsewhere, or is over. */
  end(): void
}

/**
 * Some servers leave the opening tag in the field that holds the thought. At its very start it is a tag there, too, and
 * is not passed on. Holds back only what may become one.
 */
export function createFieldStart(tags: readonly TagPair[], pass: (text: string) => void): FieldStart {
  const opens = tags.map(({ open }) => open)
  let held = ''
  let begun = false
  return { push, end }

  function push(text: string) {
    if (begun) return pass(text)
    held += text
    passBlanks()
    while (!mayBecomeTag()) {
      const length = Math.max(...opens.map((open) => (held.startsWith(open) ? open.length : 0)), 0)
      if (length === 0) return end()
      held = held.slice(length)
      passBlanks()
    }
  }

  function passBlanks() {
    const rest = held.trimStart()
    if (rest.length < held.length) pass(held.slice(0, held.length - rest.length))
    held = rest
  }

  function mayBecomeTag(): boolean {
    return held === '' || opens.some((open) => open.length > held.length && open.startsWith(held))
  }

  function end() {
    if (held === '') return
    begun = true
    pass(held)
    held = ''
  }
}
