/** A formula: its source with and without delimiters, and whether it stands on its own. */
export interface Tex {
  readonly raw: string
  readonly text: string
  readonly display: boolean
}

const longest = 4000
const longestBox = 400

/**
 * The formula a text begins with: `\(…\)`, `\[…\]`, `$$…$$` or `$…$`, and a bare `\boxed{…}`, in which models give
 * results. Dollars of prices and shells are left alone.
 */
export function texAt(source: string): Tex | undefined {
  if (source.startsWith('\\(')) return between(source, '\\(', '\\)', false)
  if (source.startsWith('\\[')) return between(source, '\\[', '\\]', true)
  if (source.startsWith('$$')) return between(source, '$$', '$$', true)
  if (source.startsWith('\\boxed{')) return boxAt(source)
  const dollar = /^\$(?![\s{$])([^$\n`]{1,200}?)(?<![\s\\])\$(?![\w$])/.exec(source)
  return dollar?.[1] !== undefined && looksLikeTex(dollar[1])
    ? { raw: dollar[0], text: dollar[1], display: false }
    : undefined
}

/** Where the first formula in a text may begin; -1 where none does. */
export function mayBeTexAt(text: string): number {
  return text.search(/\$|\\(?:[([]|boxed\{)/)
}

/** On one line, with its braces closed. */
function boxAt(source: string): Tex | undefined {
  let open = 0
  for (const { 0: sign, index } of source.slice(0, longestBox).matchAll(/\\.|[{}\n]/g)) {
    if (sign === '\n') return undefined
    if (sign === '{') open++
    if (sign !== '}' || --open > 0) continue
    const raw = source.slice(0, index + 1)
    return /\{\s*\}$/.test(raw) ? undefined : { raw, text: raw, display: false }
  }
  return undefined
}

/** The same where a formula fills whole lines. */
export function texBlockAt(source: string): Tex | undefined {
  const indent = /^ {0,3}(?=\\\[|\$\$)/.exec(source)?.[0]
  if (indent === undefined) return undefined
  const found = texAt(source.slice(indent.length))
  if (!found) return undefined
  const rest = /^[ \t]*(?:\n|$)/.exec(source.slice(indent.length + found.raw.length))
  return rest ? { ...found, raw: indent + found.raw + rest[0] } : undefined
}

function between(source: string, open: string, close: string, display: boolean): Tex | undefined {
  const end = source.slice(0, longest).indexOf(close, open.length)
  if (end < 0) return undefined
  const text = source.slice(open.length, end)
  // A formula does not run over a paragraph's end.
  if (text.trim() === '' || /\n\s*\n/.test(text)) return undefined
  return { raw: source.slice(0, end + close.length), text: text.trim(), display }
}

/** One symbol, or something only a formula has. */
function looksLikeTex(text: string): boolean {
  return /^[A-Za-z]$|[\\^_=+<>]|^[A-Za-z]\(|^\d+$|[A-Za-z0-9)]\s*[-*/]\s*[A-Za-z0-9(]/.test(text)
}
