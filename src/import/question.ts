import { entryOf } from '../base/entryOf.ts'
import { isRecord, listOf, recordOf, textOf, type Fields } from '../base/json.ts'
import { createChunkReader } from '../endpoint/chunk.ts'
import { messagesIn } from './chatTemplate.ts'
import { messageAs, partsText } from './message.ts'
import { langchainMessage } from './langchain.ts'
import { toolCallsOf } from './toolCalls.ts'
import { noQuestion, type Exchange, type Question, type Said } from './exchange.ts'

/** Earlier turns of a conversation, and what was asked last and not answered there. */
export interface Talk {
  readonly exchanges: readonly Exchange[]
  readonly open: Question | undefined
}

/** A message by whatever names its format has. */
interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly fields: Fields
}

/** Reads `{role, content}` and ShareGPT's `{from, value}`. Several questions before an answer are one. */
export function talkOf(list: readonly unknown[], base: Question = noQuestion): Talk {
  const exchanges: Exchange[] = []
  let { system } = base
  let asked: string[] = []
  for (const { role, fields } of list.flatMap(messageOf)) {
    if (role === 'system')
      system = [system, partsText(fields['content'])].filter((text) => text !== '').join('\n\n')
    else if (role === 'assistant') {
      exchanges.push({ question: question(), ...saidIn(fields) })
      asked = []
    } else asked.push(userText(fields['content']))
  }
  return { exchanges, open: asked.length > 0 ? question() : undefined }

  function question(): Question {
    return { ...base, system: exchanges.length === 0 ? system : '', text: asked.join('\n\n') }
  }
}

/** What a message says, and which tools it calls. */
export function saidIn(message: Fields): Pick<Exchange, 'said' | 'calls'> {
  return { said: () => saidBy(message), calls: toolCallsOf(message) }
}

/** All at once. */
function saidBy(message: Fields): readonly Said[] {
  const deltas = createChunkReader().push(messageAs(message))
  return deltas.map((delta) => ({ delta, at: 0 }))
}

/** What a request asks: earlier turns, and the open question; undefined if it is none. */
export function requestOf(value: unknown): Talk | undefined {
  if (!isRecord(value)) return undefined
  const base = { ...noQuestion, model: textOf(value['model']), sampling: samplingOf(value) }
  // LangChain asks several conversations at once, in a list of lists.
  const messages = [value['messages'], value['input'], listOf(value['messages'])[0]].find(isMessages)
  if (messages) {
    const instructions = textOf(value['instructions']) || textOf(value['system'])
    const talk = talkOf(messages, { ...base, system: instructions })
    return { ...talk, open: talk.open ?? { ...base, text: '' } }
  }
  const prompt = [value['prompt'], value['input']].map(partsText).find((text) => text !== '')
  if (prompt === undefined) return undefined
  const templated = messagesIn(prompt)
  if (templated) {
    const talk = talkOf(templated.messages, base)
    return { ...talk, open: { ...(talk.open ?? base), start: templated.start } }
  }
  const start = /<think>\s*$/.test(prompt) ? 'implicit' : 'auto'
  return { exchanges: [], open: { ...base, text: prompt, start } }
}

export function isMessages(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some((each) => messageOf(each).length > 0)
}

function messageOf(value: unknown): readonly Message[] {
  const fields = langchainMessage(recordOf(value)) ?? recordOf(value)
  const role = entryOf(roles, textOf(fields['role']) || textOf(fields['from']))
  if (!role) return []
  return [{ role, fields: 'from' in fields ? { ...fields, content: fields['value'] } : fields }]
}

const roles: Readonly<Record<string, Message['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  gpt: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
  observation: 'tool',
}

function userText(content: unknown): string {
  if (typeof content === 'string') return content
  return listOf(content)
    .map((part) => partsText([part]) || `[${textOf(recordOf(part)['type'])}]`)
    .join('\n')
}

const samplingKeys = [
  'temperature',
  'top_p',
  'top_k',
  'min_p',
  'seed',
  'max_tokens',
  'max_completion_tokens',
  'frequency_penalty',
  'presence_penalty',
  'repetition_penalty',
  'reasoning_effort',
]

/** By their own names; Ollama has them under `options`. */
function samplingOf(request: Fields): Fields {
  const all = { ...recordOf(request['options']), ...request }
  return Object.fromEntries(
    samplingKeys.flatMap((key) => (all[key] === undefined || all[key] === null ? [] : [[key, all[key]]])),
  )
}
