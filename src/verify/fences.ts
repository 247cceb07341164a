/** A fenced block of Markdown. */
export interface Fence {
  /** The first word of what stands behind the fence, in lower case. */
  readonly language: string
  /** The rest of it. */
  readonly info: string
  readonly code: string
  /** The nearest line above it that is not blank. */
  readonly above: string
  /** Where it begins, from 1. */
  readonly line: number
}

/** The fenced blocks of a text, closed or not; what is within one is no other. */
export function fencesIn(text: string): readonly Fence[] {
  const found: Fence[] = []
  const lines = text.split(/\r?\n/)
  let open: { mark: string; indent: number; fence: Omit<Fence, 'code'>; code: string[] } | undefined
  let above = ''
  for (const [index, line] of lines.entries()) {
    if (open) {
      const close = /^\s*(`{3,}|~{3,})\s*$/.exec(line)?.[1]
      if (close?.startsWith(open.mark)) {
        found.push({ ...open.fence, code: open.code.join('\n') })
        open = undefined
        above = ''
      } else open.code.push(line.replace(new RegExp(`^\\s{0,${open.indent}}`), ''))
      continue
    }
    const [, blanks = '', mark, info = ''] =
      /^((?:[\s>]|\d+[.)]|[-*+] )*)(`{3,}(?=[^`]*$)|~{3,})\s*(.*)$/.exec(line) ?? []
    if (mark !== undefined) {
      const [language = '', ...rest] = info.trim().split(/\s+/)
      const fence = { language: language.toLowerCase(), info: rest.join(' '), above, line: index + 1 }
      open = { mark, indent: blanks.length, fence, code: [] }
    } else if (line.trim() !== '') above = line.trim()
  }
  if (open) found.push({ ...open.fence, code: open.code.join('\n') })
  return found
}
