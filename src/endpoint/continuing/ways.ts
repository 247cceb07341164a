import type { Failure } from '../../base/failure.ts'
import { recordOf, textOf } from '../../base/json.ts'
import type { Outgoing } from '../openai.ts'
import { completionsUrl, rootOf, urlOf, type Profile } from '../profile.ts'
import { bodyOfRequest, withoutStreamOptions } from '../request.ts'
import type { Message } from '../stream.ts'
import { thoughtIn } from '../thought.ts'
import { rawText, taggedText, tagsOf, type CutText, type Place } from './cut.ts'

type Body = Readonly<Record<string, unknown>>

/** What is gone on with. */
export interface Continued {
  readonly profile: Profile
  /** What was asked, without the answer that was cut. */
  readonly messages: readonly Message[]
  readonly cut: CutText
}

/** Asks the server for something on the way, such as the prompt in its template. */
export type Inquire = (request: Outgoing) => Promise<unknown>

/** One way of letting a server go on with what it had begun. */
interface Way {
  /** Where it can go on. */
  readonly at: readonly Place[]
  readonly request: (continued: Continued, inquire: Inquire) => Promise<Outgoing> | Outgoing
}

const everywhere = ['reasoning', 'answer'] as const
const inAnswer = ['answer'] as const

/** Ends a message that is not whole: the template must neither close it nor begin another. */
const unfinished = { add_generation_prompt: false, continue_final_message: true }

const known = {
  /** llama.cpp: the field that goes on is named. */
  reasoningField: {
    at: everywhere,
    request: (continued) =>
      chat(
        continued,
        { reasoning_content: thoughtOf(continued.cut), content: answerOf(continued.cut) },
        {
          ...unfinished,
          continue_final_message: continued.cut.at === 'reasoning' ? 'reasoning_content' : 'content',
        },
      ),
  },
  /** vLLM, transformers: thought and answer go through the template as one text. */
  finalMessage: {
    at: everywhere,
    request: (continued) =>
      chat(continued, { content: taggedText(continued.cut, tagsOf(continued.profile)) }, unfinished),
  },
  /** SGLang: the text is put after a prompt that has opened the thought already. */
  finalMessageBare: {
    at: everywhere,
    request: (continued) =>
      chat(continued, { content: rawText(continued.cut, tagsOf(continued.profile)) }, unfinished),
  },
  /** DeepSeek, and gateways to it. */
  prefix: {
    at: everywhere,
    request: ({ profile, ...continued }) =>
      chat(
        { profile: beta(profile), ...continued },
        { content: begunAnswer(continued.cut), reasoning_content: thoughtOf(continued.cut), prefix: true },
      ),
  },
  /** Mistral. */
  prefixParts: {
    at: everywhere,
    request: (continued) => chat(continued, { content: partsOf(continued.cut), prefix: true }),
  },
  /** Moonshot and Alibaba. */
  partial: {
    at: inAnswer,
    request: (continued) => chat(continued, { content: answerOf(continued.cut), partial: true }),
  },
  /** Ollama, OpenRouter and others: a message of the assistant that stands last is gone on with. */
  prefill: {
    at: inAnswer,
    request: (continued) =>
      chat(continued, {
        content: answerOf(continued.cut),
        ...thoughtIn(continued.profile.thoughtField, thoughtOf(continued.cut)),
      }),
  },
  /** vLLM writes the prompt, and completes it. */
  rawVllm: {
    at: everywhere,
    request: async (continued, inquire) => {
      const asked = chat({ ...continued, cut: undefined }, undefined, {
        stream: false,
        max_tokens: 1,
        return_prompt_text: true,
      })
      const told = await inquire({ ...asked, body: withoutStreamOptions(asked.body) })
      const prompt = promptFrom(recordOf(told)['prompt_text'])
      return complete(continued, prompt, {
        max_tokens: continued.profile.maxTokens,
        add_special_tokens: false,
      })
    },
  },
  /** llama.cpp writes the prompt, and completes it. */
  rawLlama: {
    at: everywhere,
    request: async (continued, inquire) => {
      const { body } = chat({ ...continued, cut: undefined })
      const { model, messages, chat_template_kwargs, reasoning_effort } = body
      const written = await inquire({
        url: `${rootOf(continued.profile)}/apply-template`,
        body: {
          model,
          messages,
          ...(chat_template_kwargs !== undefined && { chat_template_kwargs }),
          ...(reasoning_effort !== undefined && { reasoning_effort }),
        },
      })
      return complete(continued, promptFrom(recordOf(written)['prompt']))
    },
  },
  /** Ollama writes the prompt, and completes it by its own protocol. */
  rawOllama: {
    at: everywhere,
    request: async (continued, inquire) => {
      const { profile, messages } = continued
      const root = rootOf(profile)
      const { model } = profile
      const written = await inquire({
        url: `${root}/api/chat`,
        body: {
          model,
          messages: messages.map(ofOllama),
          stream: false,
          _debug_render_only: true,
          ...thinkOf(profile),
        },
      })
      const { rendered_template } = recordOf(recordOf(written)['_debug_info'])
      const prompt = goneOn(promptFrom(rendered_template), continued)
      return { url: `${root}/api/generate`, body: { model, prompt, raw: true, options: optionsOf(profile) } }
    },
  },
} as const satisfies Record<string, Way>

export type WayName = keyof typeof known

export const ways: Readonly<Record<WayName, Way>> = known

export const wayNames = Object.keys(ways) as readonly WayName[]

/** The server does not show the prompt that it makes of a question. */
export class NoPrompt extends Error {}

/** What a way needs to know cannot be had. */
export class Refused extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

function promptFrom(written: unknown): string {
  const prompt = textOf(written)
  if (prompt === '') throw new NoPrompt()
  return prompt
}

interface Begun extends Omit<Continued, 'cut'> {
  readonly cut: CutText | undefined
}

function chat({ profile, messages }: Begun, last?: Body, more: Body = {}): Outgoing {
  const body = bodyOfRequest(profile, { messages })
  const all = last ? [...messages, { role: 'assistant', ...last }] : messages
  return { url: completionsUrl(profile), body: { ...body, messages: all, ...more } }
}

/** The fields of a chat that a completion knows too. */
const shared = ['model', 'stream', 'stream_options', 'temperature', 'top_p', 'max_tokens']

function complete(continued: Continued, prompt: string, more: Body = {}): Outgoing {
  const { profile, messages } = continued
  const fields = Object.entries(bodyOfRequest(profile, { messages })).filter(
    ([name]) => shared.includes(name) || name in profile.extraBody,
  )
  // Here the number of alternatives asks by itself.
  const likely = profile.logprobs === null ? {} : { logprobs: profile.logprobs }
  return {
    url: urlOf(profile, 'completions'),
    body: { ...more, ...likely, ...Object.fromEntries(fields), prompt: goneOn(prompt, continued) },
  }
}

/** The prompt and what was written after it; the tag is written once, be it by the template or the model. */
function goneOn(prompt: string, { profile, cut }: Continued): string {
  const tags = tagsOf(profile)
  if (!prompt.trimEnd().endsWith(tags.open)) return prompt + taggedText(cut, tags)
  const text = rawText(cut, tags)
  return /\s$/.test(prompt)
    ? prompt + text.replace(/^\n/, '')
    : prompt + (text.startsWith('\n') ? '' : '\n') + text
}

/** Templates begin a thought on a line of its own; that line end is the thought's where it came between tags. */
function thoughtOf({ reasoning }: CutText): string {
  return reasoning.trimEnd().replace(/^\r?\n/, '')
}

function answerOf({ answer, at }: CutText): string {
  return at === 'reasoning' ? '' : answer.trim() === '' ? '' : answer.trimEnd()
}

/** Where nothing tells thought from answer but that there is some: the blank line with which an answer begins. */
function begunAnswer(cut: CutText): string {
  return answerOf(cut) || (cut.at === 'answer' && cut.reasoning !== '' ? '\n\n' : '')
}

function partsOf(cut: CutText) {
  const thinking = [{ type: 'text', text: thoughtOf(cut) }]
  const thought = cut.reasoning === '' ? [] : [{ type: 'thinking', thinking, closed: cut.at === 'answer' }]
  const answer = answerOf(cut)
  return [...thought, ...(answer === '' ? [] : [{ type: 'text', text: answer }])]
}

/** DeepSeek goes on at an address of its own; gateways have none. */
function beta(profile: Profile): Profile {
  const url = new URL(profile.baseUrl)
  return url.hostname === 'api.deepseek.com'
    ? { ...profile, baseUrl: `${url.origin}/beta${url.search}` }
    : profile
}

/** Ollama's own protocol names an earlier thought otherwise. */
function ofOllama({ reasoning, ...message }: Message): Body {
  return reasoning === undefined ? message : { ...message, thinking: reasoning }
}

/** And what is wished of thinking, which its template writes into the prompt. */
function thinkOf({ thinking }: Profile): Body {
  if (thinking === 'auto') return {}
  return { think: thinking === 'on' || (thinking === 'off' ? false : thinking) }
}

function optionsOf({ temperature, topP, maxTokens }: Profile) {
  return {
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { top_p: topP }),
    ...(maxTokens !== null && { num_predict: maxTokens }),
  }
}
