import { atRest, cues, type Cue } from './cues.ts'
import { kinds, type Kind } from './step.ts'
import type { Statement } from './statement.ts'
import { setOf, wordOf, wordsOf, type Word } from './words.ts'

export interface Judgement {
  readonly kind: Kind
  /** In a few words. */
  readonly why: string
  /** The words that opened the statement and were passed over, such as "wait" or "so". */
  readonly opened: readonly string[]
}

/** What stands before a statement, as far as it bears on its kind. */
export interface Context {
  /** How many statements came before. */
  readonly index: number
  readonly last: Kind | undefined
}

const seen = 400 // of a statement's text, at each end
const mostWords = 40
const openings = plant('<')
const heads = plant('^')
const anywhere = plant('*')

/** What a statement does, by its words, its form and its place. */
export function judge(statement: Statement, context: Context): Judgement {
  const text = statement.text.length > seen ? statement.text.slice(0, seen) : statement.text
  const words = wordsOf(text, mostWords)
  const tally = createTally()
  add(tally, 'derive', atRest, 'a plain statement')
  const opened: string[] = []

  let at = 0
  for (let found = longest(openings, words, 0); found; found = longest(openings, words, at)) {
    at += found.length
    opened.push(found.phrase)
    count(found, tally)
    if (at >= words.length) break
  }
  const head = longest(heads, words, at)
  if (head) count(head, tally)
  // A longer phrase at the head may begin with what was passed over: "maybe I should", "first step".
  if (at > 0) {
    for (let back = at - 1; back >= Math.max(0, at - 3); back--) {
      const found = longest(heads, words, back)
      if (found && found.length > at - back) {
        count(found, tally)
        break
      }
    }
  }
  for (let index = 0; index < words.length; index++) {
    const found = longest(anywhere, words, index)
    if (!found) continue
    count(found, tally)
    index += found.length - 1
  }
  byForm(statement, words, at, tally)
  if (opened.length > 0) {
    byOpening(opened, at >= words.length, tally)
    if (statement.ahead === 'end' && opened.some((phrase) => concluding.has(phrase)))
      add(tally, 'conclude', 2.5, 'the last word')
  }
  byPlace(statement, context, tally)
  byTopic(text, words, at, opened, context, tally)
  const kind = best(tally)
  return { kind, why: tally.reasons[rank[kind]] ?? '', opened }
}

function byForm(statement: Statement, words: readonly Word[], at: number, tally: Tally) {
  const { text, form } = statement
  const tail = text.slice(-seen).trimEnd()
  const end = tail.charAt(tail.length - 1)
  const head = text.length > seen ? text.slice(0, seen) : text
  if (form === 'code' || form === 'formula') add(tally, 'derive', 3, form === 'code' ? 'code' : 'a formula')
  if (form === 'heading' || ((end === '*' || end === ':') && isBold(tail)))
    add(tally, 'plan', 2.4, 'a heading')
  if (end === '?' || end === '？') add(tally, 'doubt', tail.length < 30 ? 1.5 : 1.1, 'asks')
  else if (end === ':' || end === '：') {
    // What goes on in the next line is one with it: "So the sum becomes:", and a formula
    if (statement.ahead !== 'line' || statement.form === 'item')
      add(tally, 'plan', 2.8, 'announces what follows')
  }
  if (/[=≈⇒→]/.test(head)) add(tally, 'derive', 0.9, 'computes')
  if (/["“][^"”]{20,}["”]/.test(head)) add(tally, 'frame', 0.9, 'quotes')
  if (statement.gap !== 'sentence' && /^[\s*-]*(?:option )?[A-H]\*{0,2}[.):]\s/i.test(head.slice(0, 24)))
    add(tally, 'frame', 2.3, 'lists what was given')
  if (supposing.has(words[at] ?? 0)) add(tally, 'derive', 1, 'supposes')
}

/** A heading by its looks: the whole statement in bold. */
function isBold(text: string): boolean {
  return /^[\s#]*(?:\d{1,2}[.)]\s*)?\*\*[^*\n]{1,80}\*\*:?$/.test(text)
}

const ofThings = setOf(
  'is are has have can contains involves requires means causes forms gives occurs happens consists represents describes allows becomes uses provides depends includes',
)
const particular = setOf(
  'i we you my our let that this it its these those they he she so therefore then thus here there now maybe perhaps if when which what how why where',
)
const the = wordOf('the')
const speakers = setOf('i we my our')
const supposing = setOf('if when')
/** What follows from something is not general, nor is what was just thought of. */
const bound = new Set(
  'so therefore thus then hence because alternatively similarly maybe perhaps wait'.split(' '),
)

const concluding = new Set('so therefore thus hence so,therefore,因此,所以,故,综上'.split(/[ ,]/))

/** Statements of the world or of what was given rather than of this line of thought: no "I", no "this", no "so". */
function byTopic(
  text: string,
  words: readonly Word[],
  at: number,
  opened: readonly string[],
  { index, last }: Context,
  tally: Tally,
) {
  const first = words[at]
  if (first === undefined || particular.has(first) || words.length - at <= 3) return
  for (const phrase of opened) if (bound.has(phrase)) return
  let verb = false
  for (let place = at; place < words.length; place++) {
    const word = words[place] ?? 0
    if (speakers.has(word)) return
    if (ofThings.has(word)) verb = true
  }
  if (/[?？:]/.test(text)) return
  if (/[\d=]/.test(text)) {
    if (index < 6 && last !== 'plan') add(tally, 'frame', 3.1, 'says what is given')
  } else if (!verb) return
  else if (index < 12) add(tally, 'recall', 2.2, 'speaks in general')
  else if (first !== the) add(tally, 'recall', 1.6, 'speaks in general')
}

function byPlace(statement: Statement, context: Context, tally: Tally) {
  if (context.index === 0) add(tally, 'frame', statement.text.length > 48 ? 3.2 : 1, 'opens the reasoning')
  else if (context.index < 3) add(tally, 'frame', 1, 'near the beginning')
  else if (context.index < 6) add(tally, 'frame', 0.5, 'near the beginning')
}

/** Statements of nothing but an opening: "Yes.", "Hmm.", "Wait, no." */
function byOpening(opened: readonly string[], only: boolean, tally: Tally) {
  const another = opened.some(
    (phrase) => phrase.endsWith('alternatively') || phrase === '或者' || phrase === '另外',
  )
  if (another) turnPlanInto('branch', tally)
  if (another || opened.includes('maybe') || opened.includes('perhaps')) {
    add(tally, 'frame', -1.5, '')
    add(tally, 'conclude', -1.5, '')
  }
  const last = opened.at(-1)
  if (!only || last === undefined) return
  if (/^(?:so|then|now|first|next|therefore|thus|hence)$/.test(last))
    add(tally, 'plan', 2.6, `says only “${last}”`)
  else if (/^(?:ok|okay|alright|right|yeah)$/.test(last)) add(tally, 'check', 2.6, `says only “${last}”`)
  else favour(last, tally)
}

/** What speaks for each kind, in the order of `kinds`. */
interface Tally {
  readonly sums: number[]
  /** The greatest weight, and why it was given. */
  readonly most: number[]
  readonly reasons: string[]
}

const rank: Readonly<Record<Kind, number>> = {
  frame: 0,
  plan: 1,
  read: 2,
  recall: 3,
  derive: 4,
  check: 5,
  revise: 6,
  branch: 7,
  doubt: 8,
  conclude: 9,
}

function createTally(): Tally {
  return {
    sums: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    most: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    reasons: ['', '', '', '', '', '', '', '', '', ''],
  }
}

function add({ sums, most, reasons }: Tally, kind: Kind, weight: number, why: string) {
  const index = rank[kind]
  sums[index] = (sums[index] ?? 0) + weight
  if (weight <= (most[index] ?? 0)) return
  most[index] = weight
  reasons[index] = why
}

/** Another way announced as a plan is a branch. */
function turnPlanInto(kind: Kind, tally: Tally) {
  const plan = tally.sums[rank.plan] ?? 0
  tally.sums[rank.plan] = 0
  if (plan > 0) add(tally, kind, plan, 'another way')
}

/** Nothing else was said: whatever the opening spoke for, wins. */
function favour(opening: string, tally: Tally) {
  let kind: Kind | undefined
  let most = 0
  for (const other of kinds) {
    const sum = tally.sums[rank[other]] ?? 0
    if (other === 'derive' || sum <= most) continue
    kind = other
    most = sum
  }
  if (kind) add(tally, kind, 3, `says only “${opening}”`)
}

function best({ sums }: Tally): Kind {
  let kind: Kind = 'derive'
  let most = sums[rank.derive] ?? 0
  for (let index = 0; index < sums.length; index++) {
    const sum = sums[index] ?? 0
    if (sum <= most) continue
    kind = kinds[index] ?? kind
    most = sum
  }
  return kind
}

interface Found {
  readonly cue: Cue
  readonly phrase: string
  readonly why: string
  readonly length: number
}

function count({ cue, why }: Found, tally: Tally) {
  for (const [kind, weight] of cue.weights) add(tally, kind, weight, why)
}

interface Node {
  readonly next: Map<Word, Node>
  found?: Found
}

/** What may begin with a word. */
type Beginnings = ReadonlyMap<Word, Node>

function plant(where: Cue['where']): Beginnings {
  const roots = new Map<Word, Node>()
  for (const cue of cues) {
    if (cue.where !== where) continue
    for (const phrase of cue.phrases) {
      for (const spelling of spellings(phrase)) {
        const first = wordOf(spelling)
        const root = roots.get(first) ?? sprout()
        roots.set(first, root)
        grow(root, spelling, cue)
      }
    }
  }
  return roots
}

function sprout(): Node {
  return { next: new Map() }
}

/** From the second word on: the first has led to the root. */
function grow(root: Node, phrase: string, cue: Cue) {
  const words = wordsOf(phrase, 20)
  let node = root
  for (const word of words.slice(1)) {
    let next = node.next.get(word)
    if (!next) node.next.set(word, (next = sprout()))
    node = next
  }
  node.found = { cue, phrase, why: `says “${phrase}”`, length: words.length }
}

/** "let me/us check" is "let me check" and "let us check". */
function spellings(phrase: string): readonly string[] {
  let all = ['']
  for (const part of phrase.split(' ')) {
    all = all.flatMap((begun) =>
      part.split('/').map((choice) => (begun === '' ? choice : `${begun} ${choice}`)),
    )
  }
  return all
}

function longest(beginnings: Beginnings, words: readonly Word[], from: number): Found | undefined {
  const word = words[from]
  if (word === undefined) return undefined
  let node = beginnings.get(word)
  if (!node) return undefined
  let found = node.found
  for (let at = from + 1; at < words.length; at++) {
    node = node.next.get(words[at] ?? 0)
    if (!node) break
    if (node.found) found = node.found
  }
  return found
}
