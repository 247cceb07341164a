import { checkAnswer } from '../judge/card.ts'
import { assistantText, promptMessages } from './assistant.ts'
import type { DataFormat, Left, Row } from './data.ts'
import { exampleId, promptKey, splitKey, type Example } from './example.ts'

/**
 * TRL (DPO and its kin): of answers to one question the better and the worse. A reviewer's word counts first, then whether
 * the answer is the expected one. The best is paired with the worst, the second with the second worst, while one is better.
 */
export const preference: DataFormat = {
  name: 'preference',
  summary: 'TRL: {prompt, chosen, rejected}, from accepted and rejected, or right and wrong',
  file: 'jsonl',
  needs: { reasoning: true, verdict: 'any', tags: true },
  rowsOf(examples, { expected }) {
    const rows: Row[] = []
    const left: Left[] = []
    for (const samples of Map.groupBy(examples, promptKey).values()) {
      const scored = samples
        .map((example) => ({ example, score: scoreOf(example, expected), id: exampleId(example) }))
        .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      const paired = new Set<Example>()
      for (let best = 0, worst = scored.length - 1; best < worst; best++, worst--) {
        const [chosen, rejected] = [scored[best], scored[worst]]
        if (!chosen || !rejected || chosen.score <= rejected.score) break
        rows.push({ key: splitKey(chosen.example), value: pair(chosen.example, rejected.example) })
        paired.add(chosen.example).add(rejected.example)
      }
      for (const example of samples)
        if (!paired.has(example)) left.push({ example, reason: 'nothing to pair it with' })
    }
    return { rows, left }
  },
}

function pair(chosen: Example, rejected: Example): object {
  return {
    prompt: promptMessages(chosen),
    chosen: [{ role: 'assistant', content: assistantText(chosen) }],
    rejected: [{ role: 'assistant', content: assistantText(rejected) }],
  }
}

function scoreOf(example: Example, expected: string | undefined): number {
  const wanted = example.expected ?? expected
  const right = wanted === undefined ? 0 : checkAnswer(example.answer, wanted).same ? 1 : -1
  return right + 4 * (example.verdict === undefined ? 0 : (verdicts[example.verdict] ?? 0))
}

const verdicts = { accepted: 1, rejected: -1, fix: -0.5, disputed: 0 } as const
