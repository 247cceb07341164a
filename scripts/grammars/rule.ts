/** A rule of a TextMate grammar, as far as ours need them. */
export interface Rule {
  readonly name?: string
  readonly contentName?: string
  readonly include?: string
  readonly match?: string
  readonly begin?: string
  readonly end?: string
  readonly while?: string
  readonly captures?: Captures
  readonly beginCaptures?: Captures
  readonly endCaptures?: Captures
  readonly patterns?: readonly Rule[]
}

export type Captures = Readonly<Record<number, Pick<Rule, 'name' | 'patterns'>>>

export interface Grammar {
  readonly scopeName: string
  readonly name?: string
  readonly injectionSelector?: string
  readonly patterns: readonly Rule[]
  readonly injections?: Readonly<Record<string, { readonly patterns: readonly Rule[] }>>
  readonly repository?: Readonly<Record<string, Rule>>
}

export function choice(...patterns: readonly string[]): string {
  return `(?:${patterns.join('|')})`
}

export function include(...names: readonly string[]): readonly Rule[] {
  return names.map((name) => ({ include: name }))
}

/** `\w` and `\b` would take Chinese characters for letters of the same word. */
export const notInWord = "(?![A-Za-z0-9_'’-])"
export const notAfterWord = '(?<![A-Za-z0-9_-])'
