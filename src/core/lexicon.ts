import { tick, tilde } from './code.ts'

/** A pair closes only with its own closer. */
export interface TagPair {
  readonly open: string
  readonly close: string
}

/** A text that means something to the splitter. One text can open one pair and close others. */
export interface Token {
  readonly text: string
  readonly opens: boolean
  /** The opening tags whose block it closes. */
  readonly closes: readonly string[]
  /** It begins a raw tool call. */
  readonly calls: boolean
}

/** All tokens of some pairs and calls. Offsets are UTF-16 units. */
export interface Lexicon {
  /** Where the next newline, fence mark or possible token begins; the end of the text if nowhere. */
  next(text: string, at: number): number
  /** The longest token at `at`; `partial` where more text could make one, or a longer one. */
  match(text: string, at: number, complete: boolean): Token | 'partial' | undefined
}

/** Empty tags are ignored. */
export function createLexicon(pairs: readonly TagPair[], calls: readonly string[]): Lexicon {
  const tokens = tokensOf(pairs, calls)
  const ascii = new Uint8Array(128)
  for (const unit of [0x0a, tick, tilde]) ascii[unit] = 1
  const wide = new Set<number>()
  for (const { text } of tokens) {
    const unit = text.charCodeAt(0)
    if (unit < 128) ascii[unit] = 1
    else wide.add(unit)
  }
  const someWide = wide.size > 0
  return { next, match }

  function next(text: string, at: number): number {
    let to = at
    for (; to < text.length; to++) {
      const unit = text.charCodeAt(to)
      if (unit < 128 ? ascii[unit] === 1 : someWide && wide.has(unit)) break
    }
    return to
  }

  function match(text: string, at: number, complete: boolean): Token | 'partial' | undefined {
    const first = text.charCodeAt(at)
    const left = text.length - at
    let rest: string | undefined
    let partial = false
    for (const token of tokens) {
      if (token.text.charCodeAt(0) !== first) continue
      if (left >= token.text.length) {
        if (text.startsWith(token.text, at)) return partial ? 'partial' : token
      } else if (!complete && !partial) {
        rest ??= text.slice(at)
        partial = token.text.startsWith(rest)
      }
    }
    return partial ? 'partial' : undefined
  }
}

/** Longest first. */
function tokensOf(pairs: readonly TagPair[], calls: readonly string[]): readonly Token[] {
  const whole = pairs.filter(({ open, close }) => open !== '' && close !== '')
  const texts = new Set([...whole.flatMap(({ open, close }) => [open, close]), ...calls])
  texts.delete('')
  return [...texts]
    .map((text) => ({
      text,
      opens: whole.some(({ open }) => open === text),
      closes: whole.filter(({ close }) => close === text).map(({ open }) => open),
      calls: calls.includes(text),
    }))
    .sort((a, b) => b.text.length - a.text.length)
}
