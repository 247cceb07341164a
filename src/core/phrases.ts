import { cues, type Cue } from './cues.ts'
import { addAt, rank, type Tally } from './tally.ts'
import { mostKnown, type Word } from './vocabulary.ts'
import { wordsOf, type Reading } from './words.ts'

/** A phrase of a cue, as a text may hold it. */
export interface Phrase {
  readonly text: string
  /** In words. */
  readonly length: number
  readonly why: string
  readonly weights: readonly { readonly rank: number; readonly weight: number }[]
}

/** Phrases by their words, of which the first are in an array. */
export type Phrases = readonly (Node | undefined)[]

interface Node {
  /** What may come next. */
  next?: Map<Word, Node>
  found?: Phrase
}

/** The phrases of all cues that count at a place. */
export function phrasesAt(where: Cue['where']): Phrases {
  const roots = Array.from<Node | undefined>({ length: mostKnown })
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
  const first = from < count ? (words[from] ?? 0) : 0
  let node = first > 0 ? roots[first] : undefined
  if (!node) return undefined
  let { found } = node
  for (let at = from + 1; at < count && node.next; at++) {
    const word = words[at] ?? 0
    node = word > 0 ? node.next.get(word) : undefined
    if (!node) return found
    if (node.found) found = node.found
  }
  return found
}

/** Counts what a phrase speaks for. */
export function count({ weights, why }: Phrase, tally: Tally) {
  for (const { rank: kind, weight } of weights) addAt(tally, kind, weight, why)
}

function grow(roots: (Node | undefined)[], phrase: string): { node: Node; length: number } {
  const [first = 0, ...others] = wordsOf(phrase)
  let node = (roots[first] ??= { next: undefined, found: undefined })
  for (const word of others) {
    node.next ??= new Map()
    const next: Node = node.next.get(word) ?? { next: undefined, found: undefined }
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
