import { rangeOf, sliceOf, type Range } from './place.ts'

/** Where the parts of a document stand. */
export interface Layout {
  readonly turns: readonly TurnLayout[]
  /** How its own lines end: those of the first head. */
  readonly eol: '\n' | '\r\n'
}

export interface TurnLayout {
  /** The YAML between the lines that open and close the head; absent where the text begins without a head. */
  readonly head?: Range
  /** A line closes the head. */
  readonly closed: boolean
  /** From the line that opens the head to the end of the body. */
  readonly whole: Range
  /** The model's text, with `quote`'s backslashes. */
  readonly body: Range
}

/**
 * Finds heads and bodies. The first head opens with a line `---` and has a `format`, a later one opens with a line
 * `--- turn`; a line `---` closes either. A text without a first head is one body.
 */
export function layoutOf(text: string): Layout {
  const opening = match(/\uFEFF?---[ \t]*\r?\n/y, text, 0)
  const first = opening === '' ? undefined : headAt(text, opening.length)
  if (!first || !/^format:/m.test(sliceOf(text, first.head))) {
    const all = rangeOf(0, text.length)
    return { turns: [{ closed: true, whole: all, body: all }], eol: eolOf(text) }
  }
  const turns: TurnLayout[] = []
  let from = 0
  for (let head = first; ;) {
    const next = separatorFrom(text, head.body)
    const to = Math.max(head.body, next?.from ?? text.length)
    turns.push({
      head: head.head,
      closed: head.closed,
      whole: rangeOf(from, to),
      body: rangeOf(head.body, to),
    })
    if (!next) return { turns, eol: opening.endsWith('\r\n') ? '\r\n' : '\n' }
    from = next.line
    head = headAt(text, next.to)
  }
}

/** The line that begins a turn after the first. */
export const turnLine = '--- turn'

interface HeadLayout {
  readonly head: Range
  readonly closed: boolean
  /** Where the body begins. */
  readonly body: number
}

/** A head that nothing closes ends before a line that begins with `<`, as a think block does, or with the turn. */
function headAt(text: string, from: number): HeadLayout {
  for (let line = from; line < text.length; line = nextLine(text, line)) {
    const closing = match(/---[ \t]*(?:\r?\n|$)/y, text, line)
    if (closing !== '') return { head: rangeOf(from, line), closed: true, body: line + closing.length }
    if (text.startsWith('<', line) || match(separator, text, line) !== '')
      return { head: rangeOf(from, line), closed: false, body: line }
  }
  return { head: rangeOf(from, text.length), closed: false, body: text.length }
}

interface Separator {
  /** With the line end before it, which is no part of the body. */
  readonly from: number
  readonly line: number
  readonly to: number
}

function separatorFrom(text: string, from: number): Separator | undefined {
  for (let at = text.indexOf(turnLine, from); at >= 0; at = text.indexOf(turnLine, at + 1)) {
    if (at > from && text.charCodeAt(at - 1) !== 10) continue
    const line = match(separator, text, at)
    if (line === '') continue
    const before = at === from ? 0 : line.endsWith('\r\n') && text.startsWith('\r\n', at - 2) ? 2 : 1
    return { from: Math.max(from, at - before), line: at, to: at + line.length }
  }
  return undefined
}

const separator = /--- turn[ \t]*(?:\r?\n|$)/y

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}

function eolOf(text: string): '\n' | '\r\n' {
  const end = text.indexOf('\n')
  return end > 0 && text.charCodeAt(end - 1) === 13 ? '\r\n' : '\n'
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
