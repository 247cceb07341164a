import { assistantText, promptMessages } from './assistant.ts'
import { conversationTurns } from './conversations.ts'
import { rowsOfEach, type DataFormat } from './data.ts'
import type { Example } from './example.ts'
import { scoreOf } from './pairing.ts'

/* KTO: answers that are each wanted or not, without another to compare them with. */

const needs = { reasoning: true, writes: 'all', verdict: 'any', tags: true } as const

function each(make: (example: Example, wanted: boolean) => object): DataFormat['rowsOf'] {
  return (examples, { expected }) =>
    rowsOfEach(examples, (example) => {
      const score = scoreOf(example, expected)
      if (score === undefined) return 'nothing says whether it is good'
      return score === 0 ? 'reviewers disagree' : [make(example, score > 0)]
    })
}

export const kto: DataFormat = {
  name: 'kto',
  summary: 'TRL (KTO): {prompt, completion, label}, from verdicts, or right and wrong',
  file: 'jsonl',
  needs,
  rowsOf: each((example, label) => ({
    prompt: promptMessages(example),
    completion: [{ role: 'assistant', content: assistantText(example) }],
    label,
  })),
}

export const sharegptKto: DataFormat = {
  name: 'sharegpt-kto',
  summary: 'LLaMA-Factory (KTO): {conversations, kto_tag}, with dataset_info.json',
  file: 'json',
  needs,
  rowsOf: each((example, wanted) => ({
    conversations: [...conversationTurns(example), { from: 'gpt', value: assistantText(example) }],
    kto_tag: wanted,
    system: '',
  })),
}

/** How many rows are of each kind: learning from one kind alone is not possible. */
export function labelsOf(values: readonly object[]): { readonly wanted: number; readonly unwanted: number } {
  const labels = values.map((value) => ('label' in value ? value.label : 'kto_tag' in value && value.kto_tag))
  const wanted = labels.filter((label) => label === true).length
  return { wanted, unwanted: labels.length - wanted }
}
