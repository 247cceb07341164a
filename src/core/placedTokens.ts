import { firstIndex } from '../base/firstIndex.ts'
import type { Token } from '../base/delta.ts'
import { isAllBlank } from './blank.ts'
import { matchingBlocks, type MatchingBlock } from './matchingBlocks.ts'
import { mended } from './mendedText.ts'
import { advance, start, type Offset, type Span } from './text.ts'
import { tokenText } from './tokenText.ts'

/** A token, and which of the text it wrote: nothing, where it only begins a letter that a later one ends. */
export interface PlacedToken {
  readonly token: Token
  /** Among all tokens. */
  readonly index: number
  readonly span: Span
  /** Where its first letter stands that is not blank, if any: a space before a word is not the sentence's before. */
  readonly at: Offset
}

/** Tokens of one text, in order; where none stands it is not known which wrote it. */
export type PlacedTokens = readonly PlacedToken[]

/**
 * Lays tokens on reasoning and answer by what they say, whatever deltas they came with. Those of tags, and blanks that a
 * server left out, belong to neither. A passage that the tokens do not say is left without.
 */
export function placeTokens(
  tokens: readonly Token[],
  { reasoning, answer }: { readonly reasoning: string; readonly answer: string },
): { readonly reasoning: PlacedTokens; readonly answer: PlacedTokens } {
  const said = mended(mended(tokenText(tokens), reasoning), answer)
  const { thought, rest } = likelier(said, reasoning, answer)
  const place = (blocks: readonly MatchingBlock[]) => placed(tokens, said, blocks)
  return { reasoning: place(thought), answer: place(rest) }
}

interface Laid {
  readonly thought: readonly MatchingBlock[]
  readonly rest: readonly MatchingBlock[]
}

/**
 * Either text may repeat the other, and some servers tell the tokens of one of them only. Which is looked for first
 * decides whose a passage is that both have: what takes more of the tokens, in fewer pieces, is so.
 */
function likelier({ text, starts }: Said, reasoning: string, answer: string): Laid {
  const begins = (at: number) => starts[firstFrom(starts, at)] === at
  const thought = blocksOf(reasoning, text, begins, 'first')
  const thoughtFirst: Laid = { thought, rest: inRest(answer, text, begins, 'last', thought) }
  const whole = reasoning.length + answer.length
  if (lengthOf(thoughtFirst) === whole) return thoughtFirst
  const rest = blocksOf(answer, text, begins, 'last')
  const answerFirst: Laid = { thought: inRest(reasoning, text, begins, 'first', rest), rest }
  const more = lengthOf(answerFirst) - lengthOf(thoughtFirst)
  return more > 0 || (more === 0 && piecesOf(answerFirst) <= piecesOf(thoughtFirst))
    ? answerFirst
    : thoughtFirst
}

type Said = ReturnType<typeof tokenText>

function lengthOf({ thought, rest }: Laid): number {
  return [...thought, ...rest].reduce((sum, { length }) => sum + length, 0)
}

function piecesOf({ thought, rest }: Laid): number {
  return thought.length + rest.length
}

/** A text in what others have left of the stream. */
function inRest(
  text: string,
  stream: string,
  begins: (at: number) => boolean,
  which: 'first' | 'last',
  others: readonly MatchingBlock[],
): readonly MatchingBlock[] {
  const rest = without(stream, others)
  const found = blocksOf(text, rest.text, (at) => begins(rest.before(at)), which)
  return found.flatMap((block) => rest.parted(block))
}

/** So short a text (UTF-16 units) is looked for as a whole. */
const short = 200

/** Of several places where a short text stands, one at which a token begins is likelier. */
function blocksOf(
  text: string,
  stream: string,
  begins: (at: number) => boolean,
  which: 'first' | 'last',
): readonly MatchingBlock[] {
  if (text === '') return []
  if (text.length > short) return matchingBlocks(text, stream)
  const places: number[] = []
  for (let at = stream.indexOf(text); at >= 0; at = stream.indexOf(text, at + 1)) places.push(at)
  const ordered = which === 'first' ? places : places.toReversed()
  const inStream = ordered.find(begins) ?? ordered[0]
  if (inStream === undefined) return matchingBlocks(text, stream)
  return [{ inText: 0, inStream, length: text.length }]
}

/** A stream without these blocks of it. */
function without(stream: string, blocks: readonly MatchingBlock[]) {
  const pieces: { readonly at: number; readonly from: number; readonly to: number }[] = []
  let length = 0
  let from = 0
  for (const { inStream, length: taken } of [...blocks, { inStream: stream.length, length: 0 }]) {
    if (inStream > from) pieces.push({ at: length, from, to: inStream })
    length += Math.max(0, inStream - from)
    from = inStream + taken
  }
  const pieceAt = (at: number) => pieces.findLast((piece) => piece.at <= at)
  return {
    text: pieces.map((piece) => stream.slice(piece.from, piece.to)).join(''),
    before(at: number): number {
      const piece = pieceAt(at)
      return piece ? piece.from + at - piece.at : at
    },
    /** The same block in the whole stream, cut where something was left out. */
    parted({ inText, inStream, length: all }: MatchingBlock): readonly MatchingBlock[] {
      return pieces.flatMap(({ at, from: begun, to }) => {
        const first = Math.max(inStream, at)
        const last = Math.min(inStream + all, at + to - begun)
        if (first >= last) return []
        return [{ inText: inText + first - inStream, inStream: begun + first - at, length: last - first }]
      })
    },
  }
}

function placed(
  tokens: readonly Token[],
  { text, starts }: ReturnType<typeof tokenText>,
  blocks: readonly MatchingBlock[],
): PlacedTokens {
  const found: PlacedToken[] = []
  const end = text.length
  let next = 0
  for (const { inText, inStream, length } of blocks) {
    const to = inStream + length
    const at = firstFrom(starts, inStream)
    next = Math.max(next, starts[at] === inStream ? at : at - 1)
    for (let token = tokens[next]; token; token = tokens[++next]) {
      const [first = end, last = end] = [starts[next], starts[next + 1]]
      if (first >= to) break
      if (last < inStream || (last === inStream && last > first)) continue
      const offset = (at: number) => advance(start, inText + Math.min(Math.max(at, inStream), to) - inStream)
      let ink = first
      while (ink < last && isAllBlank(text, ink, ink + 1)) ink++
      const span = { from: offset(first), to: offset(last) }
      found.push({ token, index: next, span, at: ink < last ? offset(ink) : span.from })
    }
  }
  return found
}

/** The index of the first start at a place or after it. */
function firstFrom(starts: Uint32Array, at: number): number {
  return firstIndex(starts.length, (index) => (starts[index] ?? 0) >= at)
}
