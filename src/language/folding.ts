import { rangeOf, type Range } from '../traces/place.ts'
import { rangeOfStep } from './at.ts'
import { fencesOf, headingsOf, trimmed } from './markdown.ts'
import type { Parsed } from './parsed.ts'

/** Whole lines that can be folded into the first of them. */
export interface Fold {
  readonly range: Range
  readonly what: 'head' | 'thought' | 'step' | 'code' | 'section'
}

/** Heads, thoughts, phases and steps, code and sections of the answer. What shares a line with its neighbour ends before. */
export function foldsOf({ document, turns }: Parsed): readonly Fold[] {
  const { text } = document
  const found: Fold[] = []
  const add = (range: Range, what: Fold['what']) => {
    const lines = wholeLines(text, range)
    if (lines) found.push({ range: lines, what })
  }
  for (const parsed of turns) {
    const { layout } = parsed.turn
    if (layout.head) add({ from: layout.whole.from, to: layout.body.from }, 'head')
    const [first] = parsed.pieces
    const close = parsed.pieces.find(({ kind }, index) => index > 0 && kind === 'tag')
    if (first?.kind === 'tag')
      add({ from: first.range.from, to: close?.range.to ?? layout.body.to }, 'thought')
    for (const step of parsed.steps) if (step.level !== 'statement') add(rangeOfStep(parsed, step), 'step')
    for (const fence of fencesOf(parsed, text)) add(fence, 'code')
    for (const { section } of headingsOf(parsed, text)) add(section, 'section')
  }
  return found
}

/** Undefined where it does not begin a line, or is no longer than one. */
function wholeLines(text: string, range: Range): Range | undefined {
  const { from, to } = trimmed(text, range)
  const line = text.lastIndexOf('\n', from - 1) + 1
  if (text.slice(line, from).trim() !== '') return undefined
  const end = text.indexOf('\n', to)
  const shared = text.slice(to, end < 0 ? text.length : end).trim() !== ''
  const last = shared ? text.lastIndexOf('\n', to - 1) : to
  if (last < from) return undefined
  return text.slice(from, last).trimEnd().includes('\n') ? trimmed(text, rangeOf(from, last)) : undefined
}
