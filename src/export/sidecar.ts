import { isRecord, parseJson } from '../base/json.ts'
import { version } from '../base/version.ts'
import { reasonsText, rowsText } from './preview.ts'
import type { DataFormat } from './data.ts'
import type { Tally } from './tally.ts'

export interface File {
  readonly name: string
  readonly text: string
}

/** What LLaMA-Factory must know of a file; undefined where it does not read its form. */
export function datasetEntry(format: Pick<DataFormat, 'name'>, fileName: string): object | undefined {
  const entry = entries[format.name]
  return entry && { file_name: fileName, ...entry }
}

const alpacaColumns = { prompt: 'instruction', query: 'input', system: 'system', history: 'history' }
const sharegptColumns = { messages: 'conversations', system: 'system' }
const sharegptTags = {
  role_tag: 'from',
  content_tag: 'value',
  user_tag: 'human',
  assistant_tag: 'gpt',
  observation_tag: 'observation',
  function_tag: 'function_call',
  system_tag: 'system',
}
const compared = { chosen: 'chosen', rejected: 'rejected' }

const entries: Readonly<Record<string, object>> = {
  alpaca: { columns: { ...alpacaColumns, response: 'output' } },
  'alpaca-ranking': { ranking: true, columns: { ...alpacaColumns, ...compared } },
  sharegpt: { formatting: 'sharegpt', columns: sharegptColumns, tags: sharegptTags },
  'sharegpt-ranking': {
    formatting: 'sharegpt',
    ranking: true,
    columns: { ...sharegptColumns, ...compared },
    tags: sharegptTags,
  },
  'sharegpt-kto': {
    formatting: 'sharegpt',
    columns: { ...sharegptColumns, kto_tag: 'kto_tag' },
    tags: sharegptTags,
  },
  messages: {
    formatting: 'sharegpt',
    columns: { messages: 'messages' },
    tags: {
      role_tag: 'role',
      content_tag: 'content',
      user_tag: 'user',
      assistant_tag: 'assistant',
      system_tag: 'system',
    },
  },
}

/** `dataset_info.json` with these entries; others that stand in it stay. Undefined where it is not such a file. */
export function datasetInfo(
  before: string | undefined,
  entries: Readonly<Record<string, object>>,
): string | undefined {
  const known = before === undefined || before.trim() === '' ? {} : parseJson(before)
  return isRecord(known) ? `${JSON.stringify({ ...known, ...entries }, null, 2)}\n` : undefined
}

/** `dataset_info.json` without an entry. */
export function withoutDataset(before: string | undefined, name: string): string | undefined {
  const known = before === undefined ? undefined : parseJson(before)
  if (!isRecord(known)) return before
  const { [name]: _, ...others } = known
  return JSON.stringify(others)
}

/** How axolotl is told of a file; undefined where it does not read its form. */
export function axolotlYaml(format: Pick<DataFormat, 'name'>, fileName: string): string | undefined {
  const dataset = (type: string) => `datasets:\n  - path: ${fileName}\n    ds_type: json\n    type: ${type}\n`
  switch (format.name) {
    case 'axolotl':
      return dataset('chat_template')
    case 'axolotl-preference':
      return `rl: dpo\n${dataset('chat_template.default')}`
    case 'stepwise':
      return `process_reward_model: true\n${dataset('stepwise_supervised')}`
    default:
      return undefined
  }
}

/** What whoever trains on the files must know of them. */
export function readmeText(format: DataFormat, tally: Tally, names: readonly string[]): string {
  const { training, validation, left, unreviewed, withCode, models, sampling, asked } = tally
  return [
    `# ${names[0]}`,
    '',
    `Written by ThinkTree ${version} as \`${format.name}\` (${format.summary}).`,
    '',
    `- Training: ${rowsText(training)}.`,
    ...(validation.rows > 0 ? [`- Validation: ${rowsText(validation)}; parted by prompt.`] : []),
    ...(Object.keys(left).length > 0 ? [`- Left out: ${reasonsText(left)}.`] : []),
    ...(unreviewed > 0 ? [`- Nobody has reviewed ${unreviewed} of the traces.`] : []),
    ...(withCode > 0 ? [`- ${withCode} were asked about code that is not in the rows.`] : []),
    `- Models: ${models.length > 0 ? models.join(', ') : 'not known'}. The licence of a model may say what its output may be used for.`,
    `- Sampling: ${sampling.length > 0 ? sampling.join('; ') : 'not known; the servers’ own, where the requests said nothing'}.`,
    ...(asked ? [`- Asked: ${asked[0] === asked[1] ? asked[0] : `${asked[0]} to ${asked[1]}`}.`] : []),
    '',
    ...advice(format.name),
    '',
  ].join('\n')
}

function advice(name: string): readonly string[] {
  switch (name) {
    case 'messages':
    case 'prompt-completion':
    case 'preference':
    case 'reward':
    case 'kto':
      return [
        "The thinking stands in the assistant's content, between `<think>` and `</think>`. The chat template of DeepSeek-R1",
        'and the models distilled from it takes it away and opens `<think>` in the prompt, so training with it as it is',
        'teaches no thinking: use a template that keeps the content.',
      ]
    case 'sharegpt':
    case 'sharegpt-ranking':
    case 'sharegpt-kto':
    case 'alpaca':
    case 'alpaca-ranking':
      return [
        'LLaMA-Factory finds the file by `dataset_info.json`. It keeps the thinking of the last turn only, unless',
        '`preserve_thinking` is set; for R1 the template is `deepseekr1`. Earlier answers, which stand here without their',
        'thinking, are learned too, unless `mask_history` is set.',
      ]
    case 'stepwise':
      return [
        'A label is true where a step was judged good; neutral is false, as PRM800K is read. TRL cuts at 1024 tokens.',
      ]
    case 'axolotl':
      return ['Steps that were judged bad or unsure have `train: false`: they are read and not learned.']
    case 'prm800k':
      return ['A step of which a reviewer was unsure has the rating 0 and is flagged.']
    case 'grpo':
      return [
        'The column `solution` goes to the reward functions. A formula in it stands between dollar signs, as Math-verify',
        'reads it; of a solution in words it reads nothing, and such a sample has no reward: it needs a function of its own.',
      ]
    case 'openai-rft':
      return [
        'A grader finds the expected answer as `{{item.answer}}`. OpenAI wants a file for training and one for validation.',
      ]
    case 'openai':
    case 'openai-preference':
      return ['The thinking is not in the rows, as there is no key for it.']
    default:
      return []
  }
}
