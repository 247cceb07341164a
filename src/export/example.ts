import { grouped } from '../base/grouped.ts'
import { textOf } from '../base/json.ts'
import { fingerprint } from '../base/fingerprint.ts'
import { outlineOf, type OutlineStep } from './outline.ts'
import type { RunState } from '../core/turn.ts'
import { settledTurn } from '../core/kept.ts'
import { treeOf } from '../core/tree.ts'
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
import { earlierTurns } from '../traces/thread.ts'
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
  /** What reviewers would have written in place of steps. */
  readonly corrections: readonly string[]
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

/** The turns of a document. Steps are found where somebody looks: most forms write none. */
export function examplesOf({ source, document, reviews, clean }: Given): readonly Example[] {
  return document.turns.map((turn, index) => {
    const { reasoning, answer, state, hidden } = settledTurn(keptOf(turn))
    const by = reviewsOf(reviews, turn.head.id, index + 1)
    const verdict = verdictTogether(by)
    const expected = expectedOf(turn)
    const parts = later(() => {
      const steps = treeOf(reasoning)
      const units = unitsOf(reasoning, steps, cutsOf(by, reasoning))
      return { steps, units, together: judgedTogether(by, reasoning, units) }
    })
    const judged = (said: readonly Judgement[]) => judgedUnitsOf(reasoning, parts().units, said, clean)
    const outline = later(() => {
      const { steps, units, together } = parts()
      return outlineOf({ reasoning, steps }, together, units).map((step) => ({
        ...step,
        title: clean(step.title),
        text: clean(step.text),
      }))
    })
    const units = later(() => judged(parts().together))
    return {
      source,
      turn: index + 1,
      head: cleanHead(turn.head, clean),
      question: clean(turn.head.question),
      history: earlierTurns(document.turns, index).map((earlier) => ({
        question: clean(earlier.head.question),
        answer: clean(keptOf(earlier).answer.trim()),
      })),
      reasoning: clean(reasoning),
      answer: clean(answer),
      state: turn.fields['state'] === 'running' ? { kind: 'incomplete', why: 'cut' } : state,
      hidden,
      get outline() {
        return outline()
      },
      get units() {
        return units()
      },
      corrections: by
        .flatMap(({ turn: said }) => said.steps.flatMap(({ corrected }) => corrected ?? []))
        .map(clean),
      ...(verdict && { verdict }),
      reviews: by.map(({ reviewer, turn: said }) => {
        const own = later(() => judged(judgements(said, reasoning, parts().units)))
        return {
          reviewer,
          ...(said.verdict && { verdict: said.verdict }),
          reason: clean(said.reason),
          updated: said.updated,
          ...(said.seconds !== undefined && { seconds: said.seconds }),
          get units() {
            return own()
          },
        }
      }),
      ...(expected !== undefined && { expected: clean(expected) }),
    }
  })
}

/** Worked out once, when it is asked for. */
function later<T extends object>(work: () => T): () => T {
  let done: T | undefined
  return () => (done ??= work())
}

/** Traces of one prompt are samples of it. */
export function samplesOfPrompts(examples: readonly Example[]): Iterable<readonly Example[]> {
  return grouped(examples, promptKey).values()
}

/** What was asked, with what came before. */
function promptKey({ question, history }: Pick<Example, 'question' | 'history'>): string {
  return JSON.stringify([...history.map((exchange) => [exchange.question, exchange.answer]), question])
}

/** The first question of its conversation: by it a row goes to training or to validation. */
export function splitKey({ question, history }: Pick<Example, 'question' | 'history'>): string {
  return history[0]?.question ?? question
}

/** Stable: the same question, reasoning and answer have the same name. */
export function exampleId(example: Pick<Example, 'question' | 'history' | 'reasoning' | 'answer'>): string {
  const { reasoning, answer } = example
  return fingerprint(promptKey(example)) + fingerprint(reasoning.trim()) + fingerprint(answer.trim())
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
