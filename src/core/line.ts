import { isDigit, isLetter, mayBe, opening, unitsOf } from './characters.ts'
import type { Judgement } from './kinds.ts'
import { announces, asks, type Statement } from './statement.ts'
import { idOf, type StepId, type StepSeed, type Kind } from './step.ts'
import type { Word } from './vocabulary.ts'
import { inTable, isFull, says, tableOf, wordOf } from './words.ts'

/** The line of thought: what builds on what, what goes back on what, which ways were left. */
export interface Line {
  /** The earlier statement that the next one builds on, where that is not the one just before. */
  basis(statement: Statement, judged: Judgement, seeds: readonly StepSeed[]): StepId | undefined
  /** The step that a statement which goes back, goes back on. */
  revised(seeds: readonly StepSeed[]): StepId | undefined
  /** A statement was settled at `index`; `opened` is the first step it opened, if any. */
  passed(
    judged: Judgement,
    statement: Statement,
    index: number,
    opened: number | undefined,
    aboutCode: boolean,
  ): void
  /** Of which the steps are now known to be left behind; told once. */
  abandoned(): Stretch | undefined
  /** All that it remembers. */
  state(): LineState
}

/** `[from, to)`, indexes of seeds. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** All of the past that the line of thought goes on from. */
export interface LineState {
  /** Indexes of seeds, −1 for none. */
  readonly at: {
    /** The statement that announced the open list. */
    readonly lead: number
    /** The item whose parts follow. */
    readonly whole: number
    /** The last step that may be gone back on. */
    readonly held: number
    /** The statement that opened the paragraph before this one. */
    readonly paragraphBefore: number
    readonly paragraphOpener: number
    readonly previous: number
    /** The last statement that says more than a short "Yes, that's right" or "No, wait". */
    readonly ground: number
    /** The last conclusion. */
    readonly concluded: number
    /** The statement before the last "First". */
    readonly beforeFirst: number
    /** Where the way now followed began. */
    readonly way: number
  }
  /** An item has come since the open list was announced. */
  readonly listed: boolean
  /** Of the item whose parts follow. */
  readonly column: number
  /** What the previous statement does, when it is such an aside; or it is only a word that goes on, such as "So,". */
  readonly aside: Kind | 'word' | undefined
  /** It is no more than a word or two: "Hmm.", "Correct." */
  readonly mere: boolean
  /** How the lines of the open list begin. */
  readonly begins: Word
  /** The last number of the last line that began with one. */
  readonly result: string
  /** Its first number. */
  readonly counted: number
  /** Of the way now followed: nothing of it may have come to a result. */
  readonly isBranch: boolean
  readonly fruitful: boolean
  readonly doubted: boolean
}

/** Goes on from `begin`, or begins anew. */
export function createLine(begin: LineState = beginning): Line {
  const at = { ...begin.at }
  const now = { ...begin, at }
  let left: Stretch | undefined

  return {
    basis(statement, judged, seeds) {
      const target = basisOf(statement, judged)
      return target < 0 || target === at.previous ? undefined : idAt(seeds, target)
    },
    revised: (seeds) => idAt(seeds, at.held),
    passed(judged, statement, index, opened, aboutCode) {
      follow(judged, statement, index, opened, aboutCode)
      remember(judged, statement, index)
    },
    abandoned() {
      const told = left
      left = undefined
      return told
    },
    state: () => ({ ...now, at: { ...at } }),
  }

  /** Which way is followed, and whether the one before was left. */
  function follow(
    { kind, setsBack }: Judgement,
    statement: Statement,
    index: number,
    opened: number | undefined,
    aboutCode: boolean,
  ) {
    if (opened !== undefined) {
      const phase = index - opened > 1
      if (kind === 'branch') {
        // In code, possible causes stand beside each other until one is found wrong
        const fails = now.isBranch && !aboutCode ? !now.fruitful : now.doubted
        if (at.way >= 0 && fails) left = { from: at.way, to: opened }
        setOut(opened)
        now.isBranch = true
      } else if (phase && kind !== 'check' && kind !== 'revise') {
        // Another stretch of work: what was on its way before stands, whatever comes. The first phase is never left.
        setOut(kind === 'plan' || kind === 'derive' ? Math.max(opened, 1) : -1)
      } else if (at.way < 0 && (kind === 'plan' || kind === 'derive')) at.way = opened
      // The step itself, not the phase that may have opened with it
      if (!reconsiders(kind)) at.held = phase ? index - 1 : opened
    }
    if (kind === 'conclude' || approves(statement)) now.fruitful = true
    if (setsBack) now.doubted = true
    else if (kind === 'conclude' || kind === 'check') now.doubted = false
  }

  function setOut(from: number) {
    at.way = from
    now.isBranch = false
    now.fruitful = false
    now.doubted = false
  }

  /** What later statements may build on. */
  function remember({ kind, first }: Judgement, statement: Statement, index: number) {
    if (statement.gap === 'paragraph' || statement.gap === 'start') {
      at.paragraphBefore = at.paragraphOpener
      at.paragraphOpener = index
    }
    if (statement.parts) {
      at.whole = index
      now.column = statement.indent
    } else if (statement.gap !== 'sentence' && statement.indent <= now.column) at.whole = -1
    const begun = beginningOf(statement, first)
    if (isItem(statement) || alike(begun)) now.listed = now.listed || at.lead >= 0
    else if (announces(statement.text)) {
      at.lead = index
      now.listed = false
    } else if (now.listed && statement.gap !== 'sentence') at.lead = -1
    // What else a line says is one with its beginning
    if (statement.gap !== 'sentence' || at.previous === at.lead)
      now.begins = begun !== 0 && (at.previous === at.lead || begun === now.begins) ? begun : 0
    if (begun === aNumber) {
      now.result = lastNumber(statement.text)
      now.counted = firstNumber(statement.text)
    }
    if (kind === 'conclude') at.concluded = index
    if (first === firstOrdinal) at.beforeFirst = at.previous
    now.aside = asideOf(statement, kind)
    now.mere = now.aside !== undefined && now.aside !== 'word' && statement.text.trimEnd().length < merest
    if (now.aside === undefined) at.ground = index
    at.previous = index
  }

  function basisOf(statement: Statement, { kind, first }: Judgement): number {
    if (statement.form === 'item' && at.whole >= 0 && statement.indent > now.column) return at.whole
    if (isItem(statement) && at.lead >= 0) return now.listed ? at.lead : at.previous
    const begun = beginningOf(statement, first)
    if (at.lead >= 0 && alike(begun) && !(begun === aNumber && computesOn(statement.text))) return at.lead
    if (begun !== 0 && at.beforeFirst >= 0 && inTable(laterOrdinals, first)) return at.beforeFirst
    if (first === also && statement.gap === 'sentence') return at.paragraphOpener
    if (at.ground >= 0 && (now.mere || (kind === 'derive' && passesOver(statement, first)))) return at.ground
    if (kind === 'conclude' && now.aside === 'check' && at.concluded >= 0) return at.concluded
    if (first === another) return statement.gap === 'sentence' ? at.paragraphBefore : at.paragraphOpener
    return at.previous
  }

  /** Whether a statement goes on from what stands before an aside: "Yes, that matches. So the sum is 8." */
  function passesOver({ gap }: Statement, first: Word): boolean {
    if (now.aside === undefined || now.aside === 'word') return now.aside === 'word'
    return now.aside === 'check' ? inTable(follows, first) : gap === 'sentence' && !inTable(anew, first)
  }

  /** Whether a line begins like those before it, from what announced them on. */
  function alike(begun: Word): boolean {
    return begun !== 0 && begun === now.begins && !inTable(times, begun)
  }

  /** Whether a line that begins with a number computes with the line before, and does not count on from it: 3⁴, 4⁴. */
  function computesOn(text: string): boolean {
    return uses(text, now.result) && firstNumber(text) !== now.counted + 1
  }
}

const beginning: LineState = {
  at: {
    lead: -1,
    whole: -1,
    held: -1,
    paragraphBefore: -1,
    paragraphOpener: -1,
    previous: -1,
    ground: -1,
    concluded: -1,
    beforeFirst: -1,
    way: -1,
  },
  listed: false,
  column: 0,
  aside: undefined,
  mere: false,
  begins: 0,
  result: '',
  counted: Number.NaN,
  isBranch: false,
  fruitful: false,
  doubted: false,
}

function idAt(seeds: readonly StepSeed[], index: number): StepId | undefined {
  const seed = seeds[index]
  return seed && idOf(seed)
}

function reconsiders(kind: Kind): boolean {
  return kind === 'revise' || kind === 'doubt' || kind === 'check'
}

/** A few words that say no more than that something is right, wrong or unsure, or only that something follows. */
function asideOf({ text, form }: Statement, kind: Kind): Kind | 'word' | undefined {
  if (form !== 'prose' || text.length > shortest + 4) return undefined
  const said = text.trimEnd()
  if (said.endsWith(',') && onlyGoesOn.test(said)) return 'word'
  return reconsiders(kind) && said.length < shortest && !/[?:？：]$/.test(said) ? kind : undefined
}

const onlyGoesOn = /^\s*(?:so|therefore|thus|hence|then)(?: then)?,$/i
const shortest = 40
const merest = 10

/** Whether a statement says that a way is good: "Yes, that works." "So we can use that." */
function approves({ text, said }: Statement): boolean {
  return (says(said, approving) || isFull(said)) && approval.test(text.slice(0, 160)) && !asks(text)
}

const approval =
  /\b(?:that|this|it|which) (?:(?:would|will|should|also) )?(?:works?|fits?|matches|makes sense|is (?:better|simpler|fine|correct|right))\b|\b(?:we|I)(?:['’]ll| can| will| should) (?:use|do|go with|take) (?:that|this|it)\b|^\W*(?:better|this way|perfect)\b|可行|就用这/i

function isItem({ form, text, gap }: Statement): boolean {
  if (form === 'item') return true
  return (
    gap !== 'sentence' && mayBe(optionLetters, opening(text)) && /^\s*[A-H][.):]\s/.test(text.slice(0, 12))
  )
}

/** How a line begins: with which word, or with a number; 0 within a line, or where the word goes on with the line before. */
function beginningOf({ text, gap, form }: Statement, first: Word): Word {
  if (gap === 'sentence' || form === 'formula' || form === 'code') return 0
  for (let at = 0; at < text.length && at < 12; at++) {
    const code = text.charCodeAt(at)
    if (isDigit(code)) return aNumber
    if (isLetter(code)) break
  }
  return inTable(going, first) ? 0 : first
}

/** The last number within the last units of a text. */
function lastNumber(text: string): string {
  return /(\d+(?:\.\d+)*)\D*$/.exec(text.slice(-40))?.[1] ?? ''
}

function firstNumber(text: string): number {
  return Number(/\d+/.exec(text.slice(0, 24))?.[0] ?? Number.NaN)
}

/** Whether a line computes with a number: "7 * 2 = 14" with 7. */
function uses(text: string, result: string): boolean {
  if (result === '') return false
  const line = text.slice(0, 200)
  const at = line.indexOf(result)
  return at >= 0 && !isDigit(line.charCodeAt(at - 1)) && !isDigit(line.charCodeAt(at + result.length))
}

const optionLetters = unitsOf('abcdefgh')
/** The words without which no way is approved of. */
const approving = tableOf(
  'work works fit fits matches makes better simpler fine correct right use do go take way perfect 可 就',
)
const aNumber = wordOf('1')
const also = wordOf('also')
const another = wordOf('another')
const firstOrdinal = wordOf('first')
const laterOrdinals = tableOf('second third fourth fifth secondly thirdly')
/** What comes one after the other: "Day 2" goes on from "Day 1". */
const times = tableOf('day week month year hour minute round generation')
const follows = tableOf('so therefore thus hence then 所 因')
const anew = tableOf('alternatively maybe perhaps another')
const going = tableOf(
  'so therefore then thus hence wait but hmm let i now alternatively compute 所 那 但 等 现 让 我',
)
