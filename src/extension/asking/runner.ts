import type { Delta } from '../../base/delta.ts'
import { cardInForce, type ModelCard } from '../../base/modelCard.ts'
import type { Prices } from '../../base/prices.ts'
import { isFruitless } from '../../core/fruitless.ts'
import { nothingKnown } from '../../core/references.ts'
import type { SplitOptions } from '../../core/splitter.ts'
import type { Cut } from '../../core/turn.ts'
import { subjectOf } from '../../endpoint/context.ts'
import type { Access } from '../../endpoint/openai.ts'
import { completionsUrl, type Profile } from '../../endpoint/profile.ts'
import type { Prompt } from '../../endpoint/prompt.ts'
import { cameFrom, type GoesOn, type TurnBranch, type TurnHead, type TurnId } from '../../protocol/webview.ts'
import type { Continuing } from '../continuing.ts'
import type { Live } from '../live.ts'
import type { Totals } from '../totals.ts'
import type { Source, Turns } from '../turns.ts'
import type { Question, Questions } from './questions.ts'

interface Needs {
  readonly turns: Turns
  readonly questions: Questions
  readonly totals: Totals
  readonly live: Live
  readonly continuing: Continuing
}

/** Who answers, with what. */
export interface Run {
  readonly model: string
  readonly endpoint: string
  readonly sample: boolean
  readonly split: SplitOptions
  readonly prompt: Prompt
  /** The request in full, for people. */
  readonly request: string
  readonly prices?: Prices
  /** What is known of the model, where somebody has said it. */
  readonly card?: ModelCard
  readonly goesOn?: GoesOn
  /** Where the question goes. */
  readonly address?: string
  readonly source: (signal: AbortSignal, turn: TurnId) => ReturnType<Source>
  /** Of a turn that parts from another. */
  readonly branch?: TurnBranch
  /** What it begins with. */
  readonly cut?: Cut
  /** The turn of before in whose place it comes, as long as that is empty. */
  readonly instead?: TurnId
}

/** Lets a question run as a turn. */
export interface Runner {
  /** Runs a turn to its end. */
  readonly begin: (question: Question, run: Run) => Promise<void>
  /** Whether a turn came to nothing, and nothing came of it. */
  readonly isEmpty: (turn: TurnId) => boolean
  /** What is known beforehand of a run at this endpoint. */
  readonly runAt: (profile: Profile, prompt: Prompt) => Omit<Run, 'request' | 'source'>
  /** The same deltas, counted; while they come, their server can be told something. */
  readonly heard: (
    turn: TurnId,
    access: Access,
    promptTokens: number,
    deltas: AsyncIterable<Delta>,
  ) => AsyncIterable<Delta>
}

export function createRunner({ turns, questions, totals, live, continuing }: Needs): Runner {
  return { begin, isEmpty, runAt, heard }

  async function begin(question: Question, run: Run): Promise<void> {
    const { text, gathered, follows } = question
    const known = gathered?.place.known ?? nothingKnown
    const card = cardInForce(run)
    const instead = run.instead !== undefined && isEmpty(run.instead) ? run.instead : undefined
    const head: TurnHead = {
      id: instead ?? (crypto.randomUUID() as TurnId),
      follows,
      ...(run.branch && { branch: run.branch }),
      question: text,
      model: run.model,
      endpoint: run.endpoint,
      subject: subjectOf(gathered?.context ?? null),
      promptTokens: run.prompt.promptTokens,
      promptBudget: run.prompt.budget,
      leftOut: run.prompt.leftOut,
      known,
      sample: run.sample,
      ...(run.prices && { prices: run.prices }),
      ...(card && { card }),
      ...(run.goesOn !== undefined && { goesOn: run.goesOn }),
      ...(run.address !== undefined && { address: run.address }),
      askedAt: Date.now(),
    }
    questions.put(head.id, { question, request: run.request })
    await turns.start(head, run.split, (signal) => run.source(signal, head.id), run.cut)
  }

  function isEmpty(id: TurnId): boolean {
    const turn = turns.get(id)
    if (!turn || turn.head.branch || !isFruitless(turn.value)) return false
    return !turns.all.some(({ head }) => cameFrom(head) === id)
  }

  function runAt(profile: Profile, prompt: Prompt): Omit<Run, 'request' | 'source'> {
    return {
      model: profile.model,
      endpoint: profile.name,
      sample: false,
      split: profile.split,
      prompt,
      goesOn: continuing.mayGoOn(profile),
      address: completionsUrl(profile),
      ...(profile.prices && { prices: profile.prices }),
      ...(profile.card && { card: profile.card }),
    }
  }

  function heard(
    turn: TurnId,
    access: Access,
    promptTokens: number,
    deltas: AsyncIterable<Delta>,
  ): AsyncIterable<Delta> {
    return live.watch(turn, access, totals.count(access.profile, promptTokens, deltas))
  }
}
