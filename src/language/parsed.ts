import { lately } from '../base/lately.ts'
import { createEditedTree, type EditedTree } from '../core/editedTree.ts'
import type { Known } from '../core/references.ts'
import type { Step } from '../core/step.ts'
import { plainTitle, titleAt, titleOf } from '../core/titles.ts'
import { splitBody, textsOf, type SplitBody } from '../traces/body.ts'
import { readDocument, type DocumentTurn, type TraceDocument } from '../traces/document.ts'
import type { Range } from '../traces/place.ts'
import { createCitations, type Citation, type Citations } from './citations.ts'
import { piecesOf, rangeInText, type Piece } from '../traces/pieces.ts'

/** A document with all that language features ask of it. What an edit did not touch is not worked out again. */
export interface Parsed {
  readonly document: TraceDocument
  readonly turns: readonly ParsedTurn[]
}

export interface ParsedTurn {
  readonly turn: DocumentTurn
  readonly index: number
  readonly split: SplitBody
  readonly reasoning: string
  readonly answer: string
  /** Where reasoning, answer and tags stand in the document. */
  readonly pieces: readonly Piece[]
  readonly steps: readonly Step[]
  /** What a step is called by its own words; '' where it has none. */
  readonly titleOf: (step: number) => string
  /** Mentions of code, in the order of the text. */
  readonly citations: readonly Citation[]
  /** Where a stretch of the reasoning or the answer stands in the document. */
  readonly range: (kind: 'reasoning' | 'answer', from: number, to: number) => Range
}

export interface Parser {
  readonly parsed: Parsed
  update(text: string): void
  /** Goes on until trees follow the text, or as soon as `due`; says whether they follow. */
  work(due: () => boolean): boolean
  /** Trees are made anew, with `work`. */
  refresh(): void
}

export function createParser(initial: string): Parser {
  let document = readDocument(initial)
  let slots = document.turns.map(createSlot)
  let parsed: Parsed | undefined

  return {
    get parsed() {
      return (parsed ??= { document, turns: slots.map((slot, index) => slot.parsed(index)) })
    },
    update(text) {
      const before = document
      document = readDocument(text, before)
      slots = matched(slots, document.turns)
      parsed = undefined
    },
    work(due) {
      let all = true
      for (const slot of slots) {
        if (slot.tree.work(due)) continue
        all = false
        break
      }
      if (slots.some((slot) => slot.changed())) parsed = undefined
      return all
    },
    refresh() {
      for (const slot of slots) slot.tree.refresh()
    },
  }
}

interface Slot {
  readonly tree: EditedTree
  readonly turn: () => DocumentTurn
  readonly update: (turn: DocumentTurn) => Slot
  readonly parsed: (index: number) => ParsedTurn
  /** Whether its tree is another than that last parsed. */
  readonly changed: () => boolean
}

/** Turns stay themselves: those with the same body at the beginning and at the end, and between them one after the other. */
function matched(slots: readonly Slot[], turns: readonly DocumentTurn[]): Slot[] {
  const more = turns.length - slots.length
  let same = 0
  while (slots[same] && slots[same]?.turn().body === turns[same]?.body) same++
  return turns.map((turn, index) => {
    const slot = slots[index < same || more === 0 ? index : index - more]
    return slot && (more === 0 || index < same || index - more >= same) ? slot.update(turn) : createSlot(turn)
  })
}

function createSlot(initial: DocumentTurn): Slot {
  let turn = initial
  let split = splitBody(turn.body, turn.head)
  let texts = textsOf(split)
  const tree = createEditedTree(texts.reasoning)
  let citations: Citations | undefined
  let known: Known | undefined
  let parsed: ParsedTurn | undefined
  let steps: readonly Step[] | undefined
  const titled = lately(titleOf)
  const plain = lately(plainTitle)

  const slot: Slot = {
    tree,
    turn: () => turn,
    update(next) {
      const sameBody = next.body === turn.body && next.head === turn.head
      turn = next
      parsed = undefined
      if (sameBody) return slot
      split = splitBody(turn.body, turn.head)
      texts = textsOf(split)
      editTo(tree, texts.reasoning)
      return slot
    },
    changed: () => parsed !== undefined && steps !== tree.steps,
    parsed(index) {
      steps = tree.steps
      return parsed?.steps === steps && parsed.index === index ? parsed : (parsed = make(index, steps))
    },
  }
  return slot

  function make(index: number, now: readonly Step[]): ParsedTurn {
    const of = turn
    const pieces = piecesOf(turn, split, texts)
    const knownNow = knownOf(turn)
    if (!citations || JSON.stringify(knownNow) !== JSON.stringify(known))
      citations = createCitations(knownNow)
    known = knownNow
    const find = citations
    let found: readonly Citation[] | undefined
    const { reasoning } = texts
    titled.turn()
    plain.turn()
    return {
      turn,
      index,
      split,
      ...texts,
      pieces,
      steps: now,
      titleOf: (step) => plain(titleAt(now, step, reasoning, titled)),
      range: (kind, from, to) => rangeInText(of, pieces, kind, from, to),
      get citations() {
        return (found ??= find(turn, pieces, texts, now))
      },
    }
  }
}

function knownOf({ head }: DocumentTurn): Known {
  return { paths: head.context.map(({ path }) => path), names: head.names }
}

/** One edit makes the old text the new: all between what is the same at the beginning and at the end. */
function editTo(tree: EditedTree, text: string) {
  const old = tree.text
  if (old === text) return
  const most = Math.min(old.length, text.length)
  const from = sameAtStart(old, text, most)
  const back = sameAtEnd(old, text, most - from)
  tree.edit(from, old.length - back, text.slice(from, text.length - back))
}

const stride = 4096

/** By large pieces first: to compare these costs next to nothing. */
function sameAtStart(one: string, other: string, most: number): number {
  let at = 0
  while (at + stride <= most && one.slice(at, at + stride) === other.slice(at, at + stride)) at += stride
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++
  return at
}

function sameAtEnd(one: string, other: string, most: number): number {
  const [ones, others] = [one.length, other.length]
  let back = 0
  while (
    back + stride <= most &&
    one.slice(ones - back - stride, ones - back) === other.slice(others - back - stride, others - back)
  )
    back += stride
  while (back < most && one.charCodeAt(ones - back - 1) === other.charCodeAt(others - back - 1)) back++
  return back
}
