import { isWide, lastInk, mayBe, opening, unitsOf } from './characters.ts'
import { atRest, haltingGuess, otherGuess } from './cues.ts'
import { isOfCode, namesCode } from './ofCode.ts'
import { count, longest, phrasesAt } from './phrases.ts'
import type { Statement } from './statement.ts'
import type { Kind } from './step.ts'
import { add, best, clear, createTally, favour, turnPlanInto, type Tally } from './tally.ts'
import type { Word } from './vocabulary.ts'
import { inTable, marks, says, tableOf, wordOf, type Reading } from './words.ts'

/** What a statement does, and what else its words tell of it. */
export interface Judgement {
  readonly kind: Kind
  /** In a few words. */
  readonly why: string
  /** The first word, whatever it opens; 0 when there is none. */
  readonly first: Word
  readonly ofCode: boolean
  /** It finds a mistake, or that a way does not work. */
  readonly setsBack: boolean
}

/** What stands before a statement, as far as it bears on its kind. */
export interface Context {
  /** How many statements came before. */
  readonly index: number
  readonly last: Kind | undefined
}

const seen = 400 // of a statement's text, at each end
/** So many statements are judged by their place, */
export const early = 12
/** and of these so many say what is given, if they say nothing else. */
const beginning = 6
/** After so many statements, another guess about the same is no other way any more. */
const manyStatements = 200
/** In units. */
const shortQuestion = 29
const shortStatement = 48
const fewWords = 20
const openings = phrasesAt('<')
const heads = phrasesAt('^')
const anywhere = phrasesAt('*')

/** Of earlier statements only the context bears on it. */
export type Judge = (statement: Statement, context: Context) => Judgement

/** Says what statements do, by their words, their form and their place. */
export function createJudge(): Judge {
  const tally = createTally()
  return judge

  function judge(statement: Statement, context: Context): Judgement {
    const { said } = statement
    clear(tally)
    add(tally, 'derive', atRest, 'a plain statement')
    const opened: string[] = [] // phrases that open it and are passed over, such as "wait" or "so"
    let at = 0 // the first word after these
    for (let found = longest(openings, said, 0); found; found = longest(openings, said, at)) {
      at += found.length
      opened.push(found.text)
      count(found, tally)
    }
    byHead(said, at, tally)
    byWords(said, tally)
    byForm(statement, at, tally)
    byLabel(statement, tally)
    if (opened.length > 0) {
      byOpening(statement, at, opened, context, tally)
      if (statement.ahead === 'end' && opened.some((phrase) => concluding.has(phrase)))
        add(tally, 'conclude', 2.5, 'the last word')
    }
    byPlace(statement, context, tally)
    const named = namesCode(statement)
    const ofCode = isOfCode(statement, named)
    byTopic(statement, at, opened, named, ofCode, context, tally)
    const { kind, why } = best(tally)
    const first = said.count > 0 ? (said.words[0] ?? 0) : 0
    return {
      kind,
      why,
      first,
      ofCode,
      setsBack: kind === 'revise' || (kind === 'doubt' && fails.test(statement.text.slice(0, seen))),
    }
  }
}

const fails =
  /\b(?:doesn['’]t|does not|won['’]t|didn['’]t|can['’]t) (?:work|fit|match|hold|help|explain|add up)\b|行不通|不成立/i

function byHead(said: Reading, at: number, tally: Tally) {
  const head = longest(heads, said, at)
  if (head) count(head, tally)
  // A longer phrase at the head may begin with what was passed over: "maybe I should", "first step".
  for (let back = at - 1; back >= Math.max(0, at - 3); back--) {
    const found = longest(heads, said, back)
    if (found && found.length > at - back) return count(found, tally)
  }
}

function byWords(said: Reading, tally: Tally) {
  for (let index = 0; index < said.count; index++) {
    const found = longest(anywhere, said, index)
    if (!found) continue
    count(found, tally)
    index += found.length - 1
  }
}

function byForm({ text, form, gap, ahead, said }: Statement, at: number, tally: Tally) {
  const last = lastInk(text)
  const end = text.charAt(last)
  if (form === 'code' || form === 'formula') add(tally, 'derive', 3, form === 'code' ? 'code' : 'a formula')
  if (form === 'heading' || ((end === '*' || end === ':') && isBold(text.slice(-seen).trimEnd())))
    add(tally, 'plan', 2.4, 'a heading')
  if (end === '?' || end === '？') add(tally, 'doubt', last < shortQuestion ? 1.5 : 1.1, 'asks')
  else if (end === ':' || end === '：') {
    // What goes on in the next line is one with it: "So the sum becomes:", and a formula
    if (ahead !== 'line' || form === 'item') add(tally, 'plan', 2.8, 'announces what follows')
  }
  if ((said.marks & (marks.equals | marks.arrow)) !== 0) add(tally, 'derive', 0.9, 'computes')
  if ((said.marks & marks.quote) !== 0 && quotes(text)) add(tally, 'frame', 0.9, 'quotes')
  if (
    gap !== 'sentence' &&
    mayBe(optionOpenings, opening(text)) &&
    /^[\s*-]*(?:option )?[A-H]\*{0,2}[.):]\s/i.test(text.slice(0, 24))
  )
    add(tally, 'frame', 2.3, 'lists what was given')
  if (at < said.count && inTable(supposing, said.words[at] ?? 0)) add(tally, 'derive', 1, 'supposes')
}

/** "Goal: …", "Edge cases: …": what a statement says of itself. */
function byLabel({ text, said }: Statement, tally: Tally) {
  if ((said.marks & marks.colon) === 0 || !mayBe(labelOpenings, opening(text))) return
  const kind = labels.get(label.exec(text.slice(0, 40))?.[1]?.toLowerCase() ?? '')
  if (kind) add(tally, kind, 2.4, 'says what it is')
}

const labels: ReadonlyMap<string, Kind> = new Map([
  ...kindOfAll('frame', 'goal|task|requirements|requirement|constraints|input|output'),
  ...kindOfAll('plan', 'approach|plan|idea|strategy|implementation|solution|simplify|algorithm'),
  ...kindOfAll('check', 'edge case|edge cases|test|test case|sanity check|verification'),
  ...kindOfAll('revise', 'correction'),
])
const labelOpenings = unitsOf('abcefginoprstv')
const label = /^\W*(?:(?:and|also|now|but|so|first|one),? )?([a-z]+(?: [a-z]+)?):\s/i

function kindOfAll(kind: Kind, names: string): readonly (readonly [string, Kind])[] {
  return names.split('|').map((name) => [name, kind] as const)
}

const optionOpenings = unitsOf('abcdefgho')

/** Whether more than a few words stand in quotation marks. */
function quotes(text: string): boolean {
  let opened = -1
  for (let at = 0; at < text.length && at < seen; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x201c) opened = opened < 0 ? at : opened // “
    else if (code === 34 || code === 0x201d) {
      // " ”
      if (opened >= 0 && at - opened > fewWords) return true
      opened = code === 34 ? at : -1
    }
  }
  return false
}

/** A heading by its looks: the whole statement in bold. */
function isBold(text: string): boolean {
  return /^[\s#]*(?:\d{1,2}[.)]\s*)?\*\*[^*\n]{1,80}\*\*:?$/.test(text)
}

const ofThings = tableOf(
  'is are has have can contains involves requires means causes forms gives occurs happens consists represents describes allows becomes uses provides depends includes',
)
const particular = tableOf(
  'i we you my our let that this it its these those they he she so therefore then thus here there now maybe perhaps if when suppose assume which what how why where',
)
const the = wordOf('the')
const personal = tableOf('i we my our might could would should may maybe perhaps option options example')
const supposing = tableOf('if when')
const concludes = 'so|therefore|thus|hence|因此|所以|故|综上'
/** What follows from something is not general, nor is what was just thought of. */
const bound = listOf(
  `${concludes}|then|because|since|alternatively|${otherGuess}|similarly|maybe|perhaps|wait|${haltingGuess}|因为|然后`,
)

const concluding = listOf(concludes)

/** Statements of the world or of what was given rather than of this line of thought: no "I", no "this", no "so". */
function byTopic(
  { said, text }: Statement,
  at: number,
  opened: readonly string[],
  named: boolean,
  ofCode: boolean,
  { index, last }: Context,
  tally: Tally,
) {
  const { words } = said
  const first = words[at] ?? 0
  if (said.count - at <= 3 || inTable(particular, first)) return
  for (const phrase of opened) if (bound.has(phrase)) return
  let verb = false
  if (says(said, personal | ofThings)) {
    for (let place = at; place < said.count; place++) {
      const word = words[place] ?? 0
      if (inTable(personal, word)) return
      if (inTable(ofThings, word)) verb = true
    }
  }
  if ((said.marks & (marks.asks | marks.colon)) !== 0) return
  if (named) {
    if (verb && last !== 'plan') add(tally, 'read', 2.2, 'says what the code does')
    return
  }
  const computes = (said.marks & marks.equals) !== 0
  const numbers = computes || (said.marks & marks.digit) !== 0
  if (last === 'recall' && !computes) return add(tally, 'recall', 2.2, 'goes on with what is known')
  // "Line 12" is no number that is given
  if (numbers && index < early && (ofCode || /\blines? \d/i.test(text.slice(0, seen)))) return
  const given = numbers
    ? last !== 'plan' || (!computes && opened.length === 0)
    : !verb && last !== 'plan' && !isWide(text.charCodeAt(0))
  if (given && index < beginning) return add(tally, 'frame', numbers ? 3.1 : 2.1, 'says what is given')
  if (numbers) {
    if (index < early && !computes) add(tally, 'frame', 2.2, 'says what is given')
  } else if (verb) {
    if (index < early) add(tally, 'recall', 2.2, 'speaks in general')
    else if (first !== the) add(tally, 'recall', 1.6, 'speaks in general')
  }
}

function byPlace(statement: Statement, context: Context, tally: Tally) {
  if (context.index === 0)
    add(tally, 'frame', statement.text.length > shortStatement ? 3.2 : 0.5, 'opens the reasoning')
  else if (context.index < 3) add(tally, 'frame', 1, 'near the beginning')
  else if (context.index < beginning) add(tally, 'frame', 0.5, 'near the beginning')
}

/** Other ways, and statements of nothing but an opening: "Yes.", "Hmm.", "Wait, no." */
function byOpening(
  { said, gap }: Statement,
  at: number,
  opened: readonly string[],
  { index, last: before }: Context,
  tally: Tally,
) {
  let another = false
  let perhaps = false
  let halts = false
  for (const phrase of opened) {
    another ||= elsewhere.has(phrase)
    perhaps ||= guessing.has(phrase)
    halts ||= halting.has(phrase)
  }
  if (another || (perhaps && halts)) turnPlanInto('branch', tally)
  // Of many guesses in a row, those about the same thing are one line of thought
  if (gap === 'sentence' && (another || perhaps)) add(tally, 'branch', withinParagraph, '')
  const anew = !inTable(same, said.words[at] ?? 0) || (before !== 'branch' && index < manyStatements)
  if (another && perhaps && anew) add(tally, 'branch', 0.8, 'another way')
  if (another || perhaps) {
    add(tally, 'frame', -3, '')
    add(tally, 'conclude', -6, '')
  }
  const last = opened.at(-1)
  if (at < said.count || last === undefined) return
  if (/^(?:so|then|now|first|next|therefore|thus|hence)$/.test(last))
    add(tally, 'plan', 2.6, `says only “${last}”`)
  else if (/^(?:ok|okay|alright|right|yeah)$/.test(last)) add(tally, 'check', 2.6, `says only “${last}”`)
  else favour(last, tally)
}

/** What comes to mind in the midst of a paragraph is weighed there, and no way of its own. */
const withinParagraph = -1

const elsewhere = listOf(`alternatively|or alternatively|${otherGuess}|或者|另外`)
const guessing = listOf(`maybe|perhaps|也许|可能|或许|${otherGuess}|${haltingGuess}`)
const halting = listOf(
  `wait|wait but|wait a minute|wait a second|wait actually|wait hold on|wait no|等等|等一下|等下|且慢|${haltingGuess}`,
)
const same = tableOf('the it that')

function listOf(phrases: string): ReadonlySet<string> {
  return new Set(phrases.split('|'))
}
