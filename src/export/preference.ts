import { assistantText, promptMessages } from './assistant.ts'
import type { DataFormat } from './data.ts'
import { rowsOfPairs, type Pair } from './pairing.ts'
import { alpacaPrompt, conversationTurns } from './conversations.ts'

/* Forms that teach which of two answers is better. docs/export.md says who reads which. */

const pairs = { reasoning: true, writes: 'all', verdict: 'any', tags: true } as const

function each(make: (pair: Pair) => object): DataFormat['rowsOf'] {
  return (examples, options) => rowsOfPairs(examples, options, make)
}

function assistant(example: Pair['chosen']) {
  return { role: 'assistant', content: assistantText(example) } as const
}

/** TRL (DPO and its kin): the prompt stands apart. */
export const preference: DataFormat = {
  name: 'preference',
  summary: 'TRL (DPO): {prompt, chosen, rejected}, from accepted and rejected, or right and wrong',
  file: 'jsonl',
  needs: pairs,
  together: true,
  rowsOf: each(({ chosen, rejected }) => ({
    prompt: promptMessages(chosen),
    chosen: [assistant(chosen)],
    rejected: [assistant(rejected)],
  })),
}

/** TRL's RewardTrainer: the prompt stands in both. */
export const reward: DataFormat = {
  name: 'reward',
  summary: 'TRL (RewardTrainer): {chosen, rejected}, each with its prompt',
  file: 'jsonl',
  needs: pairs,
  together: true,
  rowsOf: each(({ chosen, rejected }) => ({
    chosen: [...promptMessages(chosen), assistant(chosen)],
    rejected: [...promptMessages(rejected), assistant(rejected)],
  })),
}

/** LLaMA-Factory, `ranking`: the conversation ends with a person, the two are a message each. */
export const sharegptRanking: DataFormat = {
  name: 'sharegpt-ranking',
  summary: 'LLaMA-Factory (DPO, RM): {conversations, chosen, rejected}, with dataset_info.json',
  file: 'json',
  needs: pairs,
  together: true,
  rowsOf: each(({ chosen, rejected }) => ({
    conversations: conversationTurns(chosen),
    chosen: { from: 'gpt', value: assistantText(chosen) },
    rejected: { from: 'gpt', value: assistantText(rejected) },
    system: '',
  })),
}

/** LLaMA-Factory, `ranking`: as texts. */
export const alpacaRanking: DataFormat = {
  name: 'alpaca-ranking',
  summary: 'LLaMA-Factory (DPO, RM): {instruction, chosen, rejected}, with dataset_info.json',
  file: 'json',
  needs: pairs,
  together: true,
  rowsOf: each(({ chosen, rejected }) => ({
    ...alpacaPrompt(chosen),
    chosen: assistantText(chosen),
    rejected: assistantText(rejected),
  })),
}

/** axolotl, `chat_template.default`: `messages` is the prompt, the two are a message each. */
export const axolotlPreference: DataFormat = {
  name: 'axolotl-preference',
  summary: 'axolotl (DPO): {messages, chosen, rejected}, with a YAML of the dataset',
  file: 'jsonl',
  needs: pairs,
  together: true,
  rowsOf: each(({ chosen, rejected }) => ({
    messages: promptMessages(chosen),
    chosen: assistant(chosen),
    rejected: assistant(rejected),
  })),
}

/** OpenAI, Together, Fireworks: the answers alone, as there is no key for thinking. */
export const openaiPreference: DataFormat = {
  name: 'openai-preference',
  summary:
    'OpenAI (DPO), Together, Fireworks: {input, preferred_output, non_preferred_output}, without the thinking',
  file: 'jsonl',
  needs: { reasoning: false, writes: 'all', verdict: 'any', tags: false },
  together: true,
  rowsOf: each(({ chosen, rejected }) => ({
    input: { messages: promptMessages(chosen), tools: [], parallel_tool_calls: true },
    preferred_output: [{ role: 'assistant', content: chosen.answer.trim() }],
    non_preferred_output: [{ role: 'assistant', content: rejected.answer.trim() }],
  })),
}
