import { createChunkReader } from '../endpoint/chunk.ts'
import { messagesIn } from './chatTemplate.ts'
import { noQuestion, type Exchange, type Question } from './exchange.ts'
import { thoughtApart } from './marked.ts'
import { messageAs } from './message.ts'
import { requestOf } from './question.ts'

/** A conversation that was copied out of a terminal, a log or a page. */
export interface Transcript {
  readonly line: number
  /** Whose it is, where that is plain. */
  readonly server: string
  readonly exchanges: readonly Exchange[]
}

/** What a text holds that shows a conversation as people see it; nothing where it is no such text. */
export function transcriptsIn(text: string): readonly Transcript[] {
  const seen = plain(text)
  for (const read of [ofVllm, ofLlama, ofTerminal, ofPage]) {
    const found = read(seen)
    if (found.length > 0) return found
  }
  return []
}

/** Without the colours and the cursor's jumps of a terminal. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001B\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r\n', '\n')
}

interface Said {
  readonly content: string
  readonly reasoning_content?: string
}

function exchangeOf(question: Partial<Question>, said: Said, usage?: object): Exchange {
  const chunk = { ...messageAs({ role: 'assistant', ...said }), ...(usage && { usage }) }
  return {
    question: { ...noQuestion, ...question },
    said: () =>
      createChunkReader()
        .push(chunk)
        .map((delta) => ({ delta, at: 0 })),
    calls: [],
  }
}

/** Tells lines of places, which come in order. */
function linesOf(text: string): (index: number) => number {
  let line = 1
  let at = 0
  return (index) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < index; next = text.indexOf('\n', at)) {
      line++
      at = next + 1
    }
    return line
  }
}

const literal = String.raw`('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")`
const received = new RegExp(
  String.raw`(?:Received request|Request) (\S+?)(?: details)?: prompt: ${literal}(?:, params: \w+\(([^\n]*?)\), prompt_token_ids)?`,
  'g',
)
const generated = new RegExp(
  String.raw`Generated response (\S+?)(?: \(streaming (delta|complete)\))?: output: ${literal}`,
  'g',
)

/** vLLM's log with `--enable-log-requests` and `--enable-log-outputs`: texts as Python writes them. */
function ofVllm(text: string): readonly Transcript[] {
  const asked = new Map<string, { readonly line: number; readonly prompt: string; readonly params: string }>()
  const [lineOfAsked, lineOfReply] = [linesOf(text), linesOf(text)]
  for (const { 1: id = '', 2: prompt = '', 3: params = '', index } of text.matchAll(received))
    asked.set(id, { line: lineOfAsked(index), prompt: ofPython(prompt), params })
  const replies = new Map<string, { readonly line: number; text: string }>()
  for (const { 1: id = '', 2: part, 3: output = '', index } of text.matchAll(generated)) {
    const said = ofPython(output)
    const known = replies.get(id)
    if (known && part === 'delta') known.text += said
    else if (!known || said !== '') replies.set(id, { line: known?.line ?? lineOfReply(index), text: said })
  }
  return [...replies].map(([id, reply]) => {
    const { line = reply.line, prompt = '', params = '' } = asked.get(id) ?? {}
    const talk = requestOf({ prompt, ...samplingOf(params) })
    return {
      line,
      server: 'vLLM',
      exchanges: [
        ...(talk?.exchanges ?? []),
        exchangeOf({ ...talk?.open, endpoint: 'vLLM' }, { content: reply.text }),
      ],
    }
  })
}

function samplingOf(params: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...params.matchAll(/\b(temperature|top_p|top_k|min_p|seed|max_tokens)=(-?[\d.]+)/g)].map(
      ([, key = '', value]) => [key, Number(value)],
    ),
  )
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' }

function ofPython(written: string): string {
  return written
    .slice(1, -1)
    .replace(
      /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([^]))/gi,
      (_, ...[x, u, long, one]: string[]) => {
        const code = x ?? u ?? long
        if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10_ffff))
        return escapes[one ?? ''] ?? one ?? ''
      },
    )
}

const templated =
  /<[｜|](?:User|Assistant)[｜|]>|<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>|<\|user\|>/
const assistantBegins =
  /<[｜|]Assistant[｜|]>(?:<think>\n?)?|<\|im_start\|>assistant\n(?:<think>\n?)?|<\|start_header_id\|>assistant<\|end_header_id\|>\n+(?:<think>\n?)?|<start_of_turn>model\n|<\|assistant\|>\n?(?:<think>\n?)?/g
const modelEnds =
  /(?<!\s)\s*(?:\[end of text\]|<[｜|]end▁of▁sentence[｜|]>|<\|im_end\|>|<\|eot_id\|>|<end_of_turn>|\nllama_(?:perf|print)_|\n> EOF by user)[^]*$/

/** What llama.cpp writes that shows the template's own words: prompt, reply, figures. */
function ofLlama(text: string): readonly Transcript[] {
  const begins = templated.exec(text)
  const last = [...text.matchAll(assistantBegins)].at(-1)
  if (!begins || !last || text.slice(0, begins.index).includes('<think>')) return []
  const from = last.index + last[0].length
  const prompt = text.slice(begins.index, from)
  const talk = messagesIn(prompt) && requestOf({ prompt })
  const content = text.slice(from).replace(modelEnds, '')
  if (!talk?.open || content.trim() === '') return []
  const server = /\bllama_|\bmain: |\[end of text\]/.test(text) ? 'llama.cpp' : ''
  const line = linesOf(text)(begins.index)
  return [
    {
      line,
      server,
      exchanges: [...talk.exchanges, exchangeOf({ ...talk.open, endpoint: server }, { content })],
    },
  ]
}

const opens = /^(?:Thinking\.\.\.|\[Start thinking\])[ \t]*$/m
const closes = /^(?:\.\.\.done thinking\.|\[End thinking\])[ \t]*$/m
/** A question is one that a thought follows: `>>>` may stand in code, too. */
const asks =
  /^(>>>|>) ([^\n]*)\n((?:\.\.\. [^\n]*\n)*)(?=\s*(?:Thinking\.\.\.[ \t]*$|\[Start thinking\]|<think>))/gm
const prompts = /^>>>(?: Send a message[^\n]*| \/bye)?[ \t]*$/gm
const figures =
  /(?<!\n)\n+(?:(?:total duration|load duration|prompt eval count|prompt eval duration|prompt eval rate|eval count|eval duration|eval rate): [^\n]*(?:\n|$))+|(?<!\n)\n+\[ Prompt: [^\n]*t\/s[^\n]*\]\s*$/

/** What `ollama run` and `llama-cli` show. */
function ofTerminal(text: string): readonly Transcript[] {
  const begins = [...text.matchAll(asks)]
  const [first] = begins
  const from = first?.index ?? text.search(opens)
  const tag = text.indexOf('<think>')
  if (from < 0 || (tag >= 0 && tag < from)) return []
  const isLlama = /\bllama_|\bllama\.cpp|\bmain: |\[Start thinking\]/.test(text)
  if (first?.[1] === '>' && !isLlama) return []
  const server = isLlama ? 'llama.cpp' : 'Ollama'
  const model = /\bollama run(?: --\S+)* ([\w./:-]+)/.exec(text)?.[1] ?? ''
  const pieces = first
    ? begins.map(({ index, 0: all, 2: line = '', 3: more = '' }, at) => ({
        question: `${line}\n${more.replace(/^\.\.\. /gm, '')}`.replaceAll('"""', '').trim(),
        said: text.slice(index + all.length, begins[at + 1]?.index).replace(prompts, ''),
      }))
    : [{ question: '', said: text.slice(from) }]
  const exchanges = pieces.map(({ question, said }) =>
    exchangeOf({ text: question, model, endpoint: server }, saidIn(said), usageIn(said)),
  )
  return [{ line: linesOf(text)(from), server, exchanges }]
}

function saidIn(text: string): Said {
  const said = text.replace(figures, '\n')
  const open = opens.exec(said)
  if (!open) return { content: said.trim() }
  const rest = said.slice(open.index + open[0].length)
  const close = closes.exec(rest)
  if (!close) return { reasoning_content: rest.trim(), content: '' }
  return {
    reasoning_content: rest.slice(0, close.index).trim(),
    content: rest.slice(close.index + close[0].length).trim(),
  }
}

function usageIn(text: string): object | undefined {
  const count = (name: string) => {
    const found = new RegExp(`^${name}:\\s+(\\d+) token`, 'm').exec(text)?.[1]
    return found === undefined ? undefined : Number(found)
  }
  const completion = count('eval count')
  return completion === undefined
    ? undefined
    : { prompt_tokens: count('prompt eval count'), completion_tokens: completion }
}

const heading =
  /^(?:#{1,4}[ \t]*|\*\*)?(?:(you|you said|user|human|me|prompt|question)|(assistant|ai|bot|model|answer|response|chatgpt|claude|gemini|(?:deepseek|qwen|r1)[\w .:-]{0,40}))(?:\*\*)?:?(?:\*\*)?[ \t]*$/gim

/** What was copied from a page: a block or a quote says that it was thought, headings may say whose words follow. */
function ofPage(text: string): readonly Transcript[] {
  if (text.includes('<think>') || !thoughtApart(text)) return []
  const exchanges: Exchange[] = []
  let question = ''
  for (const { words, who } of sections(text)) {
    if (who === 'user') question = words
    else if (words !== '') {
      const { content, reasoning_content: reasoning = '' } = thoughtApart(words) ?? { content: words }
      exchanges.push(exchangeOf({ text: question }, { content, reasoning_content: reasoning }))
      question = ''
    }
  }
  return exchanges.length === 0 ? [] : [{ line: 1, server: '', exchanges }]
}

function sections(text: string) {
  const begins = [...text.matchAll(heading)]
  if (!begins.some(([, user]) => user)) return [{ who: 'model', words: text.trim() }]
  return begins.map(({ index, 0: all, 1: user }, at) => ({
    who: user ? 'user' : 'model',
    words: text.slice(index + all.length, begins[at + 1]?.index).trim(),
  }))
}
