import { listOf, recordOf, textOf, type Fields } from '../base/json.ts'

/** What a conversation was read from. */
export interface Form {
  readonly kind: FormKind
  /** Who wrote it, where that is plain, such as `Ollama`. */
  readonly server: string
}

export type FormKind = keyof typeof formNames

/** What a form is called, in English. */
export const formNames = {
  document: 'a .think document',
  text: 'text with a think block',
  transcript: 'a transcript',
  stream: 'a recorded stream',
  response: 'a response',
  log: 'requests and responses',
  messages: 'messages',
  sharegpt: 'ShareGPT conversations',
  pairs: 'questions and answers',
  steps: 'judged steps',
}

/** Such as `a recorded stream (Ollama)`, in English. */
export function formName({ kind, server }: Form): string {
  return server === '' ? formNames[kind] : `${formNames[kind]} (${server})`
}

/** Who sent this chunk or response, by what only one kind of server says. */
export function serverOf(value: Fields): string {
  const found = signs.find(([, says]) => says(value))
  return found ? found[0] : ''
}

const choice = (value: Fields): Fields => recordOf(listOf(value['choices'])[0])

const signs: readonly (readonly [server: string, says: (value: Fields) => boolean])[] = [
  [
    'Ollama',
    (value) => value['system_fingerprint'] === 'fp_ollama' || 'eval_duration' in value || isOllamaLine(value),
  ],
  [
    'llama.cpp',
    (value) =>
      'timings' in value ||
      /^b\d+-[0-9a-f]+$/.test(textOf(value['system_fingerprint'])) ||
      'tokens_predicted' in value,
  ],
  ['SGLang', (value) => 'matched_stop' in choice(value)],
  ['Groq', (value) => 'x_groq' in value],
  [
    'OpenRouter',
    (value) => textOf(value['id']).startsWith('gen-') || 'native_finish_reason' in choice(value),
  ],
  [
    'vLLM',
    (value) =>
      'kv_transfer_params' in value ||
      'prompt_logprobs' in value ||
      ('stop_reason' in choice(value) && 'token_ids' in choice(value)),
  ],
  ['DeepSeek', (value) => /^deepseek-(?:chat|reasoner)$/.test(textOf(value['model']))],
]

function isOllamaLine(value: Fields): boolean {
  return typeof value['done'] === 'boolean' && typeof value['created_at'] === 'string'
}
