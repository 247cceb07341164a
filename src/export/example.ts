import { textOf } from '../base/json.ts'
import { sha256 } from '../base/sha256.ts'
import { outlineOf, type OutlineStep } from './outline.ts'
import type { RunState } from '../core/turn.ts'
import { restoreTurn } from '../core/kept.ts'
import type { StepVerdict, TraceVerdict } from '../core/judging.ts'
import type { ReviewFile } from '../judge/review.ts'
import {
  cutsOf,
  judgedTogether,
  judgements,
  reviewsOf,
  unitsOf,
  verdictTogether,
  type Judgement,
  type Unit,
} from '../judge/verdicts.ts'
import type { DocumentTurn, TraceDocument } from '../traces/document.ts'
import type { Head } from '../traces/head.ts'
import { keptOf } from '../traces/turns.ts'

/** A turn as exporters see it: its texts, and what was said of them. All of it may be given away. */
export interface Example {
  /** The file it is from, and which turn of it, from 1. */
  readonly source: string
  readonly turn: number
  readonly head: Head
  readonly question: string
  /** What was asked and answered before it. */
  readonly history: readonly Exchange[]
  readonly reasoning: string
  readonly answer: string
  readonly state: RunState
  /** Reasoning was withheld. */
  readonly hidden: boolean
  readonly outline: readonly OutlineStep[]
  /** What is judged as one, with what the reviewers say of it together. */
  readonly units: readonly JudgedUnit[]
  readonly verdict?: TraceVerdict | 'disputed'
  readonly reviews: readonly ReviewOfExample[]
  /** What the answer should be, where the document says it. */
  readonly expected?: string
}

export interface Exchange {
  readonly question: string
  readonly answer: string
}

export interface JudgedUnit {
  readonly text: string
  /** With the white space around it: joined, they are the reasoning. */
  readonly raw: string
  readonly verdict?: StepVerdict
  readonly firstWrong: boolean
  readonly corrected?: string
}

export interface ReviewOfExample {
  readonly reviewer: string
  readonly verdict?: TraceVerdict
  readonly reason: string
  readonly updated: string
  readonly seconds?: number
  readonly units: readonly JudgedUnit[]
}

interface Given {
  readonly source: string
  readonly document: TraceDocument
  readonly reviews: ReviewFile
  /** What takes secrets and paths from a text, or leaves it as it is. */
  readonly clean: (text: string) => string
}

/** The turns of a document. */
export function examplesOf({ source, document, reviews, clean }: Given): readonly Example[] {
  return document.turns.map((turn, index) => {
    const value = restoreTurn(keptOf(turn))
    const { reasoning, steps, answer, state, hidden } = value
    const by = reviewsOf(reviews, turn.head.id, index + 1)
    const units = unitsOf(reasoning, steps, cutsOf(by, reasoning))
    const verdict = verdictTogether(by)
    const expected = expectedOf(turn)
    const judged = (judgedUnits: readonly Judgement[]) => judgedUnitsOf(reasoning, units, judgedUnits, clean)
    const outline = outlineOf({ reasoning, steps }, judgedTogether(by, reasoning, units), units)
    return {
      source,
      turn: index + 1,
      head: cleanHead(turn.head, clean),
      question: clean(turn.head.question),
      history: historyOf(document.turns, index).map((exchange) => ({
        question: clean(exchange.question),
        answer: clean(exchange.answer),
      })),
      reasoning: clean(reasoning),
      answer: clean(answer),
      state: turn.fields['state'] === 'running' ? { kind: 'incomplete', why: 'cut' } : state,
      hidden,
      outline: outline.map((step) => ({ ...step, title: clean(step.title), text: clean(step.text) })),
      units: judged(judgedTogether(by, reasoning, units)),
      ...(verdict && { verdict }),
      reviews: by.map(({ reviewer, turn: said }) => ({
        reviewer,
        ...(said.verdict && { verdict: said.verdict }),
        reason: clean(said.reason),
        updated: said.updated,
        ...(said.seconds !== undefined && { seconds: said.seconds }),
        units: judged(judgements(said, reasoning, units)),
      })),
      ...(expected !== undefined && { expected: clean(expected) }),
    }
  })
}

/** What was asked, with what came before: traces of one prompt are samples of it. */
export function promptKey({ question, history }: Pick<Example, 'question' | 'history'>): string {
  return JSON.stringify([...history.map((exchange) => [exchange.question, exchange.answer]), question])
}

/** The first question of its conversation: by it a row goes to training or to validation. */
export function splitKey({ question, history }: Pick<Example, 'question' | 'history'>): string {
  return history[0]?.question ?? question
}

/** Stable: the same question, reasoning and answer have the same name. */
export function exampleId(example: Pick<Example, 'question' | 'history' | 'reasoning' | 'answer'>): string {
  return sha256(JSON.stringify([promptKey(example), example.reasoning.trim(), example.answer.trim()])).slice(
    0,
    16,
  )
}

/** The key `expected` of a head. A number needs no quotes there. */
export function expectedOf({ fields }: Pick<DocumentTurn, 'fields'>): string | undefined {
  const { expected } = fields
  const said = typeof expected === 'number' ? String(expected) : textOf(expected)
  return said.trim() === '' ? undefined : said
}

function judgedUnitsOf(
  reasoning: string,
  units: readonly Unit[],
  judged: readonly Judgement[],
  clean: (text: string) => string,
): readonly JudgedUnit[] {
  return units.map(({ from, text }, index) => {
    const { corrected, ...said } = judged[index] ?? { firstWrong: false }
    const raw = reasoning.slice(index === 0 ? 0 : from, units[index + 1]?.from ?? reasoning.length)
    return {
      text: clean(text),
      raw: clean(raw),
      ...said,
      ...(corrected !== undefined && { corrected: clean(corrected) }),
    }
  })
}

/** The turns it goes on with, first to last. A turn goes on with an earlier one only. */
function historyOf(turns: readonly DocumentTurn[], index: number): readonly Exchange[] {
  const before: Exchange[] = []
  let at = index
  while (at > 0) {
    const parent = turns[at]?.head.parent ?? ''
    at = parent === '' ? at - 1 : turns.slice(0, at).findLastIndex(({ head }) => head.id === parent)
    const turn = turns[at]
    if (!turn) break
    before.push({ question: turn.head.question, answer: keptOf(turn).answer.trim() })
  }
  return before.toReversed()
}

function cleanHead(head: Head, clean: (text: string) => string): Head {
  const context = head.context.map((part) => ({ ...part, path: clean(part.path) }))
  return {
    ...head,
    question: clean(head.question),
    title: clean(head.title),
    note: clean(head.note),
    subject: clean(head.subject),
    endpoint: clean(head.endpoint),
    context,
  }
}
