import { lastInk, mayBe, opening, unitsOf } from './characters.ts'
import type { Reading } from './words.ts'

/** What a statement looks like, before what it says is asked. */
export type Form = 'prose' | 'item' | 'heading' | 'code' | 'table' | 'formula'

/** What stands between a statement and the one before. */
export type Gap = 'start' | 'sentence' | 'line' | 'paragraph'

/** What stands after a statement: unknown while it grows. */
export type Ahead = Exclude<Gap, 'start'> | 'end' | 'unknown'

/** A leaf of the tree. It runs up to the next one, white space included. */
export interface Statement {
  readonly from: number
  readonly form: Form
  readonly gap: Gap
  readonly ahead: Ahead
  /** Columns before its first line. */
  readonly indent: number
  /** An item with items of its own: they follow, set in deeper. */
  readonly parts: boolean
  /** The list marker as written, such as `2.` or `-`; empty when there is none. */
  readonly marker: string
  readonly text: string
  /** Its first words. Holds until the next statement is read. */
  readonly said: Reading
}

/** A statement as far as it bears on where the next one goes. */
export type PastStatement = Pick<Statement, 'form' | 'gap' | 'indent' | 'marker' | 'text'>

/** Whether a text ends in a colon: it says that something follows. */
export function announces(text: string): boolean {
  const end = text.charCodeAt(lastInk(text))
  return end === 58 || end === 0xff1a // : ：
}

/** Whether a text ends in a question mark. */
export function asks(text: string): boolean {
  const end = text.charCodeAt(lastInk(text))
  return end === 63 || end === 0xff1f // ? ？
}

/** Whether a text says no more than that there is something else: "There's a second thing." */
export function heralds(text: string): boolean {
  return text.length <= longestHerald && mayBe(heraldOpenings, opening(text)) && herald.test(text)
}

const longestHerald = 60
const heraldOpenings = unitsOf('abhnostw还另')
const herald =
  /^\W*(?:(?:but|and|so|also|now|wait|oh|hmm|okay),? )*(?:(?:there|here)(?:['’]s| is) )?(?:also )?(?:(?:another|(?:a|the) (?:second|third|further|last|other)|one (?:more|other|last)) (?:\w+ )?(?:thing|point|issue|problem|question|detail|catch|concern|matter|bug)|something else)(?: (?:here|too|though|as well|left|to \w+))?[\s.:!]*$|^\s*(?:还有|另外还有|另有)(?:一|第二)(?:点|个问题|件事)[\s。：！]*$/i
