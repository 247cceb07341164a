import { sampleTable } from '../../sampling/table.ts'
import type { Progress } from '../../sampling/sample.ts'
import type { SampleLine, SamplesView } from '../../protocol/samples.ts'
import type { DocumentTurn } from '../../traces/document.ts'
import { keptOf } from '../../traces/turns.ts'

/** A sample, as far as it is. */
export interface SampleItem {
  readonly name: string
  readonly model: string
  /** Before it ends. */
  readonly progress: Progress | 'queued'
  /** Once it has ended. */
  readonly turn?: DocumentTurn
}

/** What the page shows. Figures are of those that a model has ended: what failed or was stopped is no sample. */
export function samplesView(question: string, items: readonly SampleItem[], expected: string): SamplesView {
  const ended = items.flatMap(({ name, turn }) => (turn && isSample(turn) ? [{ name, turn }] : []))
  const wanted = expected.trim() === '' ? undefined : expected
  const { rows, groups, correct, passAt } = sampleTable(ended, wanted)
  const rowOf = new Map(ended.map(({ turn }, index) => [turn, rows[index]]))
  return {
    question,
    expected,
    lines: items.map(({ name, model, progress, turn }): SampleLine => {
      const row = turn && rowOf.get(turn)
      const tokens = progress === 'queued' ? 0 : progress.tokens
      return {
        name,
        model: (row?.model ?? '') || model,
        state: turn ? endOf(turn) : progress === 'queued' ? 'queued' : progress.state,
        problem: (turn ? failureOf(turn) : progress === 'queued' ? undefined : progress.refused) ?? null,
        tokens: row?.tokens ?? (turn ? 0 : tokens),
        seconds: row?.seconds ?? null,
        answer: row?.stated ?? null,
        group: row?.group ?? null,
        correct: row?.correct ?? null,
        reward: row?.reward ?? null,
        advantage: row?.advantage ?? null,
        cost: row?.cost ? `${row.cost.amount.toPrecision(2)} ${row.cost.currency}` : null,
      }
    }),
    ended: ended.length,
    groups: groups.map(({ answer, members }) => ({ answer, count: members.length })),
    correct: correct ?? null,
    passAt,
  }
}

function isSample(turn: DocumentTurn): boolean {
  const state = endOf(turn)
  return state === 'done' || state === 'incomplete'
}

function failureOf(turn: DocumentTurn): string | undefined {
  const { state } = keptOf(turn)
  return state.kind === 'failed' ? state.failure.message : undefined
}

function endOf(turn: DocumentTurn): SampleLine['state'] {
  const { kind } = keptOf(turn).state
  return kind === 'done' || kind === 'stopped' || kind === 'failed' ? kind : 'incomplete'
}
