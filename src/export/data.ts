import { splitKey, type Example } from './example.ts'

/** Why something is not among the rows. */
export type Reason =
  | 'cut off'
  | 'stopped'
  | 'failed'
  | 'rejected'
  | 'to be fixed'
  | 'reviewers disagree'
  | 'unreviewed'
  | 'no question'
  | 'no answer'
  | 'no thinking'
  | 'thinking withheld'
  | 'a think tag in the text'
  | 'a secret found'
  | 'a duplicate'
  | 'no step verdicts'
  | 'a follow-up question'
  | 'a turn before it is not whole'
  | 'nothing to pair it with'
  | 'nothing says whether it is good'
  | 'no expected answer'
  | 'expected answers differ'

export interface Left {
  readonly example: Example
  readonly reason: Reason
}

/** A line of training data. */
export interface Row {
  /** What decides whether it goes to training or to validation. */
  readonly key: string
  readonly value: object
}

export interface Rows {
  readonly rows: readonly Row[]
  readonly left: readonly Left[]
}

/** A form of training data. */
export interface DataFormat {
  readonly name: string
  readonly summary: string
  /** A line for each row, or one list. */
  readonly file: 'jsonl' | 'json'
  /** What an example must have. */
  readonly needs: Needs
  /** Rows need other examples of their prompt. */
  readonly together?: true
  readonly rowsOf: (examples: readonly Example[], options: RowOptions) => Rows
}

export interface Needs {
  readonly reasoning: boolean
  /** What of it is written that the model wrote last. */
  readonly writes: 'all' | 'thinking' | 'nothing'
  /** Rejected ones teach too. */
  readonly verdict: 'good' | 'any'
  /** Reasoning and answer are put between tags. */
  readonly tags: boolean
}

export interface RowOptions {
  /** What stands between the steps of stepwise data. */
  readonly separator: string
  /** What the answer of each should be, where its document does not say. */
  readonly expected?: string | undefined
}

/** Rows that need nothing but their own example. */
export function rowsOfEach(
  examples: readonly Example[],
  make: (example: Example) => readonly object[] | Reason,
): Rows {
  const rows: Row[] = []
  const left: Left[] = []
  for (const example of examples) {
    const made = make(example)
    if (typeof made === 'string') left.push({ example, reason: made })
    else rows.push(...made.map((value) => ({ key: splitKey(example), value })))
  }
  return { rows, left }
}
