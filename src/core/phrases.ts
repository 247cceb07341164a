import { cues, type Cue } from './cues.ts'
import { addAt, rank, type Tally } from './tally.ts'
import {
  addToTable,
  createWordTable,
  inTable,
  wordsOf,
  type Reading,
  type Word,
  type WordTable,
} from './words.ts'

/** A phrase of a cue, as a text may hold it. */
export interface Phrase {
  readonly text: string
  /** In words. */
  readonly length: number
  readonly why: string
  readonly weights: readonly { readonly rank: number; readonly weight: number }[]
}

/** Phrases by their words, the first ones in a table. */
export type Phrases = WordTable<Node>

interface Node {
  readonly next: Map<Word, Node>
  found?: Phrase
}

/** The phrases of all cues that count at a place. */
export function phrasesAt(where: Cue['where']): Phrases {
  const roots: Phrases = createWordTable()
  for (const { where: place, phrases, weights } of cues) {
    if (place !== where) continue
    const ranked = weights.map(([kind, weight]) => ({ rank: rank[kind], weight }))
    for (const phrase of phrases) {
      for (const spelling of spellings(phrase)) {
        const { node, length } = grow(roots, spelling)
        node.found = { text: spelling, length, why: `says “${spelling}”`, weights: ranked }
      }
    }
  }
  return roots
}

/** The longest phrase that begins at a word of what was read. */
export function longest(roots: Phrases, { words, count }: Reading, from: number): Phrase | undefined {
  if (from >= count) return undefined
  let node = inTable(roots, words[from] ?? 0)
  let found = node?.found
  for (let at = from + 1; node && at < count; at++) {
    node = node.next.get(words[at] ?? 0)
    found = node?.found ?? found
  }
  return found
}

/** Counts what a phrase speaks for. */
export function count({ weights, why }: Phrase, tally: Tally) {
  for (const { rank: kind, weight } of weights) addAt(tally, kind, weight, why)
}

function grow(roots: Phrases, phrase: string): { node: Node; length: number } {
  const [first = 0, ...others] = wordsOf(phrase)
  const root: Node = inTable(roots, first) ?? { next: new Map() }
  addToTable(roots, first, root)
  let node = root
  for (const word of others) {
    const next: Node = node.next.get(word) ?? { next: new Map() }
    node.next.set(word, next)
    node = next
  }
  return { node, length: others.length + 1 }
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
