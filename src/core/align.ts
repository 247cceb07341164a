import { firstIndex } from '../base/firstIndex.ts'
import type { Thought } from './step.ts'

export interface Alignment {
  /** Steps that say the same, in the order of the left. */
  readonly pairs: readonly StepPair[]
  /** Steps that only one of the two took, as indexes into its steps. */
  readonly onlyLeft: readonly number[]
  readonly onlyRight: readonly number[]
  /** The first steps after those that both began with: where they part. Absent where one has no more. */
  readonly parting: { readonly left?: number; readonly right?: number }
  /** The share of the left's words that stand in steps which the right has too, 0 to 1: of a teacher's thought, what was kept. */
  readonly kept: number
}

export interface StepPair {
  readonly left: number
  readonly right: number
  /** How alike their words are, 0 to 1. */
  readonly likeness: number
}

/**
 * Matches the steps of two thoughts by the words they share, rare ones first: each with the one that is most like
 * it on both sides, wherever it stands. Of the statements, which tile the text; abandoned ones count like others. Costs
 * about what the texts are long, as words that stand in many steps lead nowhere.
 */
export function align(left: Thought, right: Thought): Alignment {
  const a = statementsOf(left)
  const b = statementsOf(right)
  const weight = weights([...a, ...b])
  const pairs = matches(a, b, weight)
  const lefts = new Set(pairs.map((pair) => pair.left))
  const rights = new Set(pairs.map((pair) => pair.right))
  const words = (some: readonly StatementWords[]) => some.reduce((sum, { words: { size } }) => sum + size, 0)
  const all = words(a)
  return {
    pairs,
    onlyLeft: a.filter(({ index }) => !lefts.has(index)).map(({ index }) => index),
    onlyRight: b.filter(({ index }) => !rights.has(index)).map(({ index }) => index),
    parting: partingOf(a, b, pairs),
    kept: all === 0 ? 0 : words(a.filter(({ index }) => lefts.has(index))) / all,
  }
}

/** From so much likeness on, two steps say the same. */
const alike = 0.4
/** A word that stands in more steps of one side than this is no way to find a partner. */
const common = 12

/** The words of a statement that has any. */
export interface StatementWords {
  /** Among the steps. */
  readonly index: number
  readonly words: ReadonlySet<string>
}

function statementsOf(thought: Thought): readonly StatementWords[] {
  return [...thought.steps.keys()].flatMap((index) => statementAt(thought, index) ?? [])
}

/** Of the statement at `index`; undefined where none is there, or no word in it. */
export function statementAt({ reasoning, steps }: Thought, index: number): StatementWords | undefined {
  const step = steps[index]
  if (step?.level !== 'statement') return undefined
  const words = wordsOf(reasoning.slice(step.span.from, step.span.to))
  return words.size === 0 ? undefined : { index, words }
}

/** Words, names and numbers; a Chinese or Japanese character with the next. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set<string>()
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}_]+(?:\.\d+)?|[=<>+*/%^-]/gu)) {
    if (/^[\u2e80-\uffef]{2}/.test(word))
      for (let at = 0; at + 1 < word.length; at++) words.add(word.slice(at, at + 2))
    else words.add(word)
  }
  return words
}

/** The rarer a word, the more it tells. */
export function weights(statements: readonly StatementWords[]): (word: string) => number {
  const counts = new Map<string, number>()
  for (const { words } of statements) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return (word) => 1 / Math.log2(1 + (counts.get(word) ?? 1))
}

/** Each with the one that is most like it on both sides, in the order of the left. */
export function matches(
  a: readonly StatementWords[],
  b: readonly StatementWords[],
  weight: (word: string) => number,
): readonly StepPair[] {
  const lefts = new Set<number>()
  const rights = new Set<number>()
  const pairs = likePairs(a, b, weight)
    .sort((x, y) => y.likeness - x.likeness || x.distance - y.distance)
    .filter(({ left, right }) => {
      if (lefts.has(left) || rights.has(right)) return false
      lefts.add(left)
      rights.add(right)
      return true
    })
  return pairs.map(({ left, right, likeness }) => ({ left, right, likeness })).sort((x, y) => x.left - y.left)
}

interface LikePair extends StepPair {
  /** How far from each other they stand in the two, 0 to 1. */
  readonly distance: number
}

/** All that are alike. */
function likePairs(
  a: readonly StatementWords[],
  b: readonly StatementWords[],
  weight: (word: string) => number,
): LikePair[] {
  const places = placesOf(b)
  const sizes = b.map(({ words }) => weigh(words, weight))
  const found: LikePair[] = []
  for (const [place, { index, words }] of a.entries()) {
    const size = weigh(words, weight)
    for (const at of candidatesOf(words, places, (place / a.length) * b.length)) {
      const other = b[at]
      if (!other) continue
      let shared = 0
      for (const word of words) if (other.words.has(word)) shared += weight(word)
      const likeness = (2 * shared) / (size + (sizes[at] ?? 0))
      if (likeness < alike) continue
      const distance = Math.abs(place / a.length - at / b.length)
      found.push({ left: index, right: other.index, likeness, distance })
    }
  }
  return found
}

/** Where each word stands. */
function placesOf(statements: readonly StatementWords[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const [at, { words }] of statements.entries()) {
    for (const word of words) {
      const list = places.get(word)
      if (list) list.push(at)
      else places.set(word, [at])
    }
  }
  return places
}

/** Where the rare words of a statement stand; if it has none, where the rarest stands, near its own place. */
function candidatesOf(
  words: ReadonlySet<string>,
  places: ReadonlyMap<string, readonly number[]>,
  near: number,
): ReadonlySet<number> {
  const lists = [...words].flatMap((word) => {
    const list = places.get(word)
    return list ? [list] : []
  })
  const rare = lists.filter(({ length }) => length <= common)
  if (rare.length > 0) return new Set(rare.flat())
  const [first = [], ...others] = lists
  const rarest = others.reduce((a, b) => (b.length < a.length ? b : a), first)
  const middle = firstIndex(rarest.length, (index) => (rarest[index] ?? near) >= near)
  return new Set(rarest.slice(Math.max(0, middle - common), middle + common))
}

function weigh(words: ReadonlySet<string>, weight: (word: string) => number): number {
  let sum = 0
  for (const word of words) sum += weight(word)
  return sum
}

/** After the last of the steps with which both begin: each matched with one no further off than a step or two. */
function partingOf(a: readonly StatementWords[], b: readonly StatementWords[], pairs: readonly StepPair[]) {
  const partner = new Map(pairs.map(({ left, right }) => [left, right]))
  const place = new Map(b.map(({ index }, at) => [index, at]))
  let common = 0
  let right = 0
  for (const { index } of a) {
    const at = place.get(partner.get(index) ?? -1)
    if (at === undefined || Math.abs(at - right) > 1) break
    common++
    right = Math.max(right, at + 1)
  }
  const [l, r] = [a[common]?.index, b[right]?.index]
  return { ...(l !== undefined && { left: l }), ...(r !== undefined && { right: r }) }
}
