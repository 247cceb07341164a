import { entryOf } from '../base/entryOf.ts'
import type { Question } from './exchange.ts'

/** A prompt as a chat template makes it of messages, taken apart again. */
export interface Templated {
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  /** Whether the template opened the thought. */
  readonly start: Question['start']
}

/**
 * The messages of a raw prompt. Undefined where it is not made by a template that we know, or does not end where the
 * model is to begin: then all of it is what was asked.
 */
export function messagesIn(prompt: string): Templated | undefined {
  const begins = [...prompt.matchAll(roleBegins)]
  const [first] = begins
  const last = begins.at(-1)
  if (!first || !last || roleOf(last) !== 'assistant') return undefined
  const rest = contentOf(prompt.slice(last.index + last[0].length))
  if (!/^(?:<think>\s*(?:<\/think>)?)?$/.test(rest)) return undefined
  const messages = begins.slice(0, -1).map((begin, index) => {
    const content = prompt.slice(begin.index + begin[0].length, begins[index + 1]?.index)
    return { role: roleOf(begin), content: contentOf(content) }
  })
  if (!messages.some(({ role }) => role === 'user')) return undefined
  const before = contentOf(prompt.slice(0, first.index))
  return {
    messages: before === '' ? messages : [{ role: 'system', content: before }, ...messages],
    start: rest === '<think>' ? 'implicit' : 'auto',
  }
}

/** DeepSeek, ChatML (Qwen), Llama 3, Gemma, GLM and Phi, Granite, Mistral. */
const roleBegins =
  /<[｜|](User|Assistant)[｜|]>|<\|im_start\|>(\w+)\n|<\|start_header_id\|>(\w+)<\|end_header_id\|>|<start_of_turn>(\w+)\n|<\|(system|user|assistant|observation)\|>|<\|start_of_role\|>(\w+)<\|end_of_role\|>|\[(\/?INST|SYSTEM_PROMPT)\]/g

/** What begins and ends a text or a message in these. */
const others =
  /<[｜|](?:begin|end)▁of▁sentence[｜|]>|<\|(?:im_end|eot_id|eom_id|end|end_of_text|begin_of_text)\|>|<end_of_turn>|<bos>|<\/?s>|\[gMASK\]|<sop>|\[\/SYSTEM_PROMPT\]/g

const names: Readonly<Record<string, string>> = {
  inst: 'user',
  '/inst': 'assistant',
  system_prompt: 'system',
  model: 'assistant',
}

function roleOf([, ...found]: RegExpExecArray): string {
  const name = found.find((each) => each !== undefined)?.toLowerCase() ?? ''
  return entryOf(names, name) ?? name
}

function contentOf(text: string): string {
  return text.replace(others, '').trim()
}
