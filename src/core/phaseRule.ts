import type { Kind } from './step.ts'

/** What a phase is for. */
export type Aim = 'understand' | 'work' | 'check' | 'another' | 'close'

export interface Phase {
  readonly aim: Aim
  readonly why: string
  /** From here on deeper headings open none: 2 for `##`. */
  readonly section?: number
}

/** A paragraph that may open a phase. */
export interface Paragraph {
  readonly text: string
  readonly kind: Kind
  /** Of the open phase. */
  readonly aim: Aim
  readonly checking: boolean
  /** A mistake was found since it opened. */
  readonly doubted: boolean
  /** Letters since it opened, and before this. */
  readonly since: number
  readonly before: number
  /** The part of all before that lies in it, 0 to 1. */
  readonly share: number
}

/** What opens a phase. Lengths and shares were written by hand, as the weights of kinds were (docs/quality.md). */
export interface Rule extends Phase {
  /** Letters that the open phase has more of: the less the words tell, the more. */
  readonly after?: Least
  /** The same where the open phase has this aim already; as `after` where it is left out. */
  readonly again?: Least
  /** What the open phase has more of than this: where answers come again and again, only what was long thought over counts. */
  readonly share?: number
  readonly opens: (paragraph: Paragraph) => boolean
}

type Least = number | ((paragraph: Paragraph) => number)

/** The first rule that holds. */
export function ruleFor(rules: readonly Rule[], paragraph: Paragraph): Rule | undefined {
  return rules.find((rule) => rule.opens(paragraph) && comesLateEnough(rule, paragraph))
}

function comesLateEnough({ aim, after = 0, again = after, share = 0 }: Rule, paragraph: Paragraph): boolean {
  const least = aim === paragraph.aim ? again : after
  const letters = typeof least === 'number' ? least : least(paragraph)
  return paragraph.since > letters && paragraph.share > share
}

// What is said of thoughts about code and of all others

/** After what is longer than any phase. */
export const never = Infinity
/** Letters of a check after which another may begin. */
export const longCheck = 700
/** Letters of work that may come to an answer unchecked. */
export const shortWork = 300
/** Letters of a way, before another is tried. */
export const shortWay = 160
/** The part of a thought after which an answer is one of its own. */
export const thoughtOver = 1 / 40

/** Letters after which a mere "wait" opens a phase: `least`, and in a long thought a twelfth of what came before. */
export function longFor(least: number, before: number): number {
  return Math.max(least, before / 12)
}
