import { createCodeState, tick, tilde, type CodeState } from '../core/code.ts'
import type { Range } from '../traces/place.ts'
import type { ParsedTurn } from './parsed.ts'

/**
 * Opening tags within the thought that stand alone on their line and in no code. One in a sentence, in backticks or in a
 * fence is only spoken of.
 */
export function nestedThoughts({ turn, reasoning, range }: ParsedTurn): readonly Range[] {
  const tag = (turn.head.tags?.[0] ?? '<think>').trim()
  if (tag === '') return []
  const code = createCodeState()
  const found: Range[] = []
  let read = 0
  for (let at = reasoning.indexOf(tag); at >= 0; at = reasoning.indexOf(tag, at + tag.length)) {
    if (!isAlone(reasoning, at, at + tag.length)) continue
    feed(code, reasoning, read, at)
    read = at
    if (code.place() === 'prose') found.push(range('reasoning', at, at + tag.length))
  }
  return found
}

/** Indented by four it would be code. */
function isAlone(text: string, from: number, to: number): boolean {
  const begin = text.lastIndexOf('\n', from - 1) + 1
  const end = text.indexOf('\n', to)
  return /^ {0,3}$/.test(text.slice(begin, from)) && text.slice(to, end < 0 ? text.length : end).trim() === ''
}

function feed(code: CodeState, text: string, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x0a) code.newline()
    else if (unit === tick || unit === tilde) code.mark(unit)
    else code.plain(text, at, at + 1)
  }
}
