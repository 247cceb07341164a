import type { WayName } from './continuing/ways.ts'
import type { ThoughtField } from './profile.ts'

/** Fields of a request's body; in `effort` and `budget` the text `$value` stands for the value asked for. */
export type Fields = Readonly<Record<string, unknown>>

/** How a server is told about thinking. What is absent it cannot be told, or we do not know how. */
export interface ThinkingFields {
  readonly on?: Fields
  readonly off?: Fields
  readonly effort?: Fields
  /** At most so many tokens of thinking. */
  readonly budget?: Fields
}

interface Server {
  readonly label: string
  /** Where it usually answers; empty where every place is as likely. */
  readonly baseUrl: string
  readonly key: 'usual' | 'unusual'
  readonly thinking: ThinkingFields
  /** The efforts it knows, where these are not all. */
  readonly efforts?: readonly string[]
  /** Whether it knows `stream_options`; the others count without being asked. */
  readonly includeUsage: boolean
  /** What else it is asked for with every question. */
  readonly asks?: Fields
  /** Whether it gives several answers in one request (`n`). */
  readonly several?: true
  /** How it is asked which experts worked, where it may tell. */
  readonly experts?: Fields
  /** Ways in which it may go on with what it had begun, the most exact first. */
  readonly continues: readonly WayName[]
  readonly thoughtField?: ThoughtField
}

const templateSays = (thinking: boolean) => ({
  chat_template_kwargs: { enable_thinking: thinking, thinking },
})
const effort = { reasoning_effort: '$value' }

/** The kinds of servers that are known by name: facts, no code. Templates ignore the switch that is not theirs. */
const known = {
  vllm: {
    label: 'vLLM',
    baseUrl: 'http://127.0.0.1:8000/v1',
    key: 'unusual',
    thinking: {
      on: templateSays(true),
      off: templateSays(false),
      effort,
      budget: { thinking_token_budget: '$value' },
    },
    includeUsage: true,
    several: true,
    // It tells if it was started so, and only in a response that is no stream.
    experts: { stream: false },
    continues: ['rawVllm', 'finalMessage', 'finalMessageBare'],
    thoughtField: 'reasoning',
  },
  sglang: {
    label: 'SGLang',
    baseUrl: 'http://127.0.0.1:30000/v1',
    key: 'unusual',
    thinking: { on: templateSays(true), off: templateSays(false), effort },
    includeUsage: true,
    several: true,
    experts: { return_routed_experts: true },
    // With the opening tag where the prompt has it already, the model would see it twice.
    continues: ['finalMessageBare', 'finalMessage'],
    thoughtField: 'reasoning_content',
  },
  'llama.cpp': {
    label: 'llama.cpp',
    baseUrl: 'http://127.0.0.1:8080/v1',
    key: 'unusual',
    thinking: {
      on: templateSays(true),
      off: templateSays(false),
      effort,
      budget: { thinking_budget_tokens: '$value' },
    },
    includeUsage: true,
    asks: { return_progress: true, reasoning_control: true },
    continues: ['reasoningField', 'rawLlama', 'prefill'],
    thoughtField: 'reasoning_content',
  },
  ollama: {
    label: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    key: 'unusual',
    thinking: { on: { reasoning_effort: 'medium' }, off: { reasoning_effort: 'none' }, effort },
    includeUsage: true,
    continues: ['rawOllama', 'prefill'],
    thoughtField: 'reasoning',
  },
  lmstudio: {
    label: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    key: 'unusual',
    thinking: {},
    includeUsage: true,
    continues: ['prefill'],
  },
  deepseek: {
    label: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com/v1',
    key: 'usual',
    thinking: {
      on: { thinking: { type: 'enabled' } },
      off: { thinking: { type: 'disabled' } },
      effort: { thinking: { type: 'enabled' }, ...effort },
    },
    efforts: ['low', 'high', 'max'],
    includeUsage: true,
    continues: ['prefix'],
    thoughtField: 'reasoning_content',
  },
  openrouter: {
    label: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    key: 'usual',
    thinking: {
      on: { reasoning: { enabled: true } },
      off: { reasoning: { effort: 'none' } },
      effort: { reasoning: { effort: '$value' } },
      budget: { reasoning: { max_tokens: '$value' } },
    },
    efforts: ['low', 'medium', 'high'],
    includeUsage: true,
    // A thought may go back only with its details, which are not kept.
    continues: ['prefill'],
  },
  mistral: {
    label: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    key: 'usual',
    thinking: { on: { reasoning_effort: 'high' }, off: { reasoning_effort: 'none' }, effort },
    efforts: ['high'],
    includeUsage: false,
    continues: ['prefixParts'],
    thoughtField: 'content',
  },
  litellm: {
    label: 'LiteLLM',
    baseUrl: 'http://127.0.0.1:4000/v1',
    key: 'usual',
    thinking: { effort },
    includeUsage: true,
    continues: ['prefix'],
    thoughtField: 'reasoning_content',
  },
  other: {
    label: 'another server',
    baseUrl: '',
    key: 'unusual',
    thinking: {},
    includeUsage: true,
    continues: ['reasoningField', 'finalMessageBare', 'finalMessage', 'prefix', 'partial', 'prefill'],
    thoughtField: 'reasoning_content',
  },
} as const satisfies Record<string, Server>

export type ServerName = keyof typeof known

export const servers: Readonly<Record<ServerName, Server>> = known

export const serverNames = Object.keys(servers) as readonly ServerName[]
