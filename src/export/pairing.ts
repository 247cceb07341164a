import { checkAnswer } from '../judge/card.ts'
import type { Left, RowOptions, Row, Rows } from './data.ts'
import { exampleId, samplesOfPrompts, splitKey, type Example } from './example.ts'

/** Of two answers to one question the better and the worse. */
export interface Pair {
  readonly chosen: Example
  readonly rejected: Example
}

/**
 * A row of each pair. A reviewer's word counts first, then whether the answer is the expected one. The best is paired with
 * the worst, the second with the second worst, while one is better.
 */
export function rowsOfPairs(
  examples: readonly Example[],
  { expected }: RowOptions,
  make: (pair: Pair) => object,
): Rows {
  const rows: Row[] = []
  const left: Left[] = []
  for (const samples of samplesOfPrompts(examples)) {
    const scored = samples
      .map((example) => ({ example, score: scoreOf(example, expected) ?? 0, id: exampleId(example) }))
      .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    const paired = new Set<Example>()
    for (let best = 0, worst = scored.length - 1; best < worst; best++, worst--) {
      const [chosen, rejected] = [scored[best], scored[worst]]
      if (!chosen || !rejected || chosen.score <= rejected.score) break
      const pair = { chosen: chosen.example, rejected: rejected.example }
      rows.push({ key: splitKey(pair.chosen), value: make(pair) })
      paired.add(pair.chosen).add(pair.rejected)
    }
    for (const example of samples)
      if (!paired.has(example)) left.push({ example, reason: 'nothing to pair it with' })
  }
  return { rows, left }
}

/**
 * How good an answer is: above 0 it is wanted, below 0 it is not. Undefined where nobody said it and nothing is known of
 * what is right. TRL's format counts for nothing here: what is written has it, whatever the model wrote.
 */
export function scoreOf(example: Example, expected: string | undefined): number | undefined {
  const wanted = example.expected ?? expected
  if (wanted === undefined && example.verdict === undefined) return undefined
  const right = wanted === undefined ? 0 : checkAnswer(example.answer, wanted).same ? 1 : -1
  return right + 4 * (example.verdict === undefined ? 0 : verdicts[example.verdict])
}

const verdicts = { accepted: 1, rejected: -1, fix: -0.5, disputed: 0 } as const
