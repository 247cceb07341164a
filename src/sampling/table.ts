import { costOf } from '../base/prices.ts'
import { estimateTokens } from '../base/tokens.ts'
import { groupFigures, type GroupFigures, type SampleFigures } from '../judge/samples.ts'
import { splitBody, textsOf } from '../traces/body.ts'
import type { DocumentTurn } from '../traces/document.ts'

/** An answer to a question, as the last turn of a document has it. */
export interface SampleTurn {
  readonly name: string
  readonly turn: DocumentTurn
}

export interface SampleRow extends SampleFigures {
  readonly name: string
  readonly model: string
  readonly tokens: number
  readonly seconds?: number
  /** With its currency. */
  readonly cost?: { readonly amount: number; readonly currency: string }
  /** Of equal answers, from 1, the largest group first; absent where none is stated. */
  readonly group?: number
}

export interface SampleTable extends Omit<GroupFigures, 'samples'> {
  readonly rows: readonly SampleRow[]
}

/** What the answers are, each alone and all together. */
export function sampleTable(samples: readonly SampleTurn[], expected?: string): SampleTable {
  const { samples: figures, ...together } = groupFigures(
    samples.map(({ turn }) => ({
      completion: turn.body,
      answer: textsOf(splitBody(turn.body, turn.head)).answer,
    })),
    expected,
  )
  const rows = samples.flatMap(({ name, turn }, index): SampleRow[] => {
    const one = figures[index]
    if (!one) return []
    const { usage, times, prices, model } = turn.head
    const amount = prices && costOf(usage, prices)
    const group = together.groups.findIndex(({ members }) => members.includes(index)) + 1
    return [
      {
        name,
        model,
        tokens: usage.completion ?? estimateTokens(turn.body),
        ...(times?.ended !== undefined && { seconds: times.ended / 1000 }),
        ...(prices && amount !== undefined && { cost: { amount, currency: prices.currency } }),
        ...(group > 0 && { group }),
        ...one,
      },
    ]
  })
  return { ...together, rows }
}
