import { rangeOf, type Range } from '../traces/place.ts'
import type { ParsedTurn } from './parsed.ts'

export interface Heading {
  readonly level: number
  readonly text: string
  /** Its line. */
  readonly line: Range
  /** To the next heading that is not below it, or the end of the answer. */
  readonly section: Range
}

/** Fenced code in the body, fences included; one that is never closed runs to the end. */
export function fencesOf({ turn }: ParsedTurn, text: string): readonly Range[] {
  const { from, to } = turn.layout.body
  const found: Range[] = []
  let open: { readonly mark: string; readonly at: number } | undefined
  const fence = /^[ \t]*(`{3,}|~{3,})(.*)$/gm
  fence.lastIndex = from
  for (let match = fence.exec(text); match && match.index < to; match = fence.exec(text)) {
    const [line, mark = '', rest = ''] = match
    if (!open) {
      if (!rest.includes('`')) open = { mark, at: match.index }
    } else if (mark.startsWith(open.mark) && rest.trim() === '') {
      found.push(rangeOf(open.at, match.index + line.trimEnd().length))
      open = undefined
    }
  }
  return found
}

/** The headings of the answer, but for what looks like one in code. */
export function headingsOf(parsed: ParsedTurn, text: string): readonly Heading[] {
  const fences = fencesOf(parsed, text)
  const lines: { level: number; text: string; line: Range }[] = []
  const answers = parsed.pieces.filter(({ kind }) => kind === 'answer')
  for (const { range } of answers) {
    const heading = /^(#{1,6})[ \t]+(.*)$/gm
    heading.lastIndex = range.from
    for (let match = heading.exec(text); match && match.index < range.to; match = heading.exec(text)) {
      const at = match.index
      if (fences.some(({ from, to }) => from <= at && at < to)) continue
      const [line, marks = '', words = ''] = match
      lines.push({
        level: marks.length,
        text: words.replace(/\s+#*\s*$/, ''),
        line: rangeOf(at, at + line.trimEnd().length),
      })
    }
  }
  const end = answers.at(-1)?.range.to ?? 0
  return lines.map((each, index) => {
    const next = lines.slice(index + 1).find(({ level }) => level <= each.level)
    return { ...each, section: trimmed(text, rangeOf(each.line.from, next?.line.from ?? end)) }
  })
}

/** Without white space at its ends. */
export function trimmed(text: string, { from, to }: Range): Range {
  const part = text.slice(from, to)
  const begin = from + part.length - part.trimStart().length
  return rangeOf(Math.min(begin, to), Math.max(Math.min(begin, to), from + part.trimEnd().length))
}
