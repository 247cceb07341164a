import { expect, test } from 'vitest'
import { importText } from '../../src/import/importer.ts'
import { splitBody, textsOf } from '../../src/traces/body.ts'
import { readDocument } from '../../src/traces/document.ts'
import {
  thought,
  reply,
  asked,
  inline,
  message,
  lines,
  chunks,
  sse,
  response,
  request,
  messages,
} from './talk.ts'

const events = (...all: readonly { readonly type: string }[]) =>
  all.map((each) => `event: ${each.type}\ndata: ${JSON.stringify(each)}\n\n`).join('')
const anthropic = [
  { type: 'message_start', message: { id: 'm', role: 'assistant', content: [], usage: { input_tokens: 3 } } },
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
  { type: 'ping' },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'sort() compares ' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'as strings.' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'Eq' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: reply } },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
]
const output = [
  { type: 'reasoning', summary: [{ type: 'summary_text', text: thought }] },
  { type: 'message', content: [{ type: 'output_text', text: reply }] },
]
const responses = [
  { type: 'response.created', response: { id: 'r', status: 'in_progress', output: [] } },
  { type: 'response.reasoning_summary_part.added', summary_index: 0 },
  { type: 'response.reasoning_summary_text.delta', delta: 'sort() compares ' },
  { type: 'response.reasoning_summary_text.delta', delta: 'as strings.' },
  { type: 'response.output_text.delta', delta: reply },
  { type: 'response.output_text.done', text: reply },
  { type: 'response.completed', response: { id: 'r', status: 'completed', output } },
]
const gemini = {
  candidates: [
    { content: { parts: [{ text: thought, thought: true }, { text: reply }] }, finishReason: 'STOP' },
  ],
}
const generation = {
  text: reply,
  message: {
    lc: 1,
    id: ['langchain', 'AIMessage'],
    kwargs: { content: reply, additional_kwargs: { reasoning_content: thought } },
  },
}
const langsmith = {
  run_type: 'llm',
  inputs: { messages: [[{ lc: 1, id: ['langchain', 'HumanMessage'], kwargs: { content: asked } }]] },
  outputs: { generations: [[generation]] },
}
const langfuse = { type: 'GENERATION', model: 'r1', input: request.messages, output: message }
const fragments = [
  { type: 'THINK', content: thought },
  { type: 'RESPONSE', content: reply },
]
const deepseekChat = {
  mapping: {
    root: { parent: null, message: null },
    first: { parent: 'root', message: { fragments: [{ type: 'REQUEST', content: asked }] } },
    second: { parent: 'first', message: { fragments } },
  },
}
const by = (role: string, content: unknown) => ({ author: { role }, content })
const chatgptChat = {
  current_node: 'd',
  mapping: {
    a: { parent: null, message: null },
    b: { parent: 'a', message: by('user', { content_type: 'text', parts: [asked] }) },
    c: {
      parent: 'b',
      message: by('assistant', { content_type: 'thoughts', thoughts: [{ content: thought }] }),
    },
    d: { parent: 'c', message: by('assistant', { content_type: 'text', parts: [reply] }) },
    other: { parent: 'b', message: by('assistant', { content_type: 'text', parts: ['Not this.'] }) },
  },
}
const unfolded = `<details type="reasoning" done="true">\n<summary>Thought for 2 seconds</summary>\n&gt; ${thought}\n</details>\n`
const openWebUiChat = {
  chat: {
    models: ['r1'],
    history: {
      currentId: 'b',
      messages: {
        a: { parentId: null, role: 'user', content: asked },
        b: { parentId: 'a', role: 'assistant', content: unfolded + reply },
      },
    },
  },
}

/** Every form, with who wrote it, and the one question and reply it holds. */
const forms: readonly (readonly [name: string, text: string, kind: string, question: string])[] = [
  ['server-sent events', sse, 'stream', ''],
  ['chunks by line', lines(...chunks), 'stream', ''],
  ['what curl -v wrote', `HTTP/1.1 200 OK\ncontent-type: text/event-stream\n\n${sse}`, 'stream', ''],
  ['a list of chunks', JSON.stringify(chunks, null, 2), 'stream', ''],
  ['a response', JSON.stringify(response), 'response', ''],
  ['a response over lines', JSON.stringify(response, null, 2), 'response', ''],
  ['a response in a log', `12:00:01 DEBUG got ${JSON.stringify(response)}`, 'response', ''],
  ['a request, then a response', lines(request, response), 'log', asked],
  [
    'both over lines',
    [request, response].map((each) => JSON.stringify(each, null, 2)).join('\n'),
    'log',
    asked,
  ],
  ['both in a record', lines({ time: 1, request, response }), 'log', asked],
  [
    'both as text',
    lines({ request: JSON.stringify(request), response: JSON.stringify(response) }),
    'log',
    asked,
  ],
  ['a record with a stream', lines({ request, response: sse }), 'log', asked],
  ['a record with chunks', lines({ request, response: chunks }), 'log', asked],
  ['a batch', lines({ custom_id: 'a', response: { status_code: 200, body: response } }), 'response', ''],
  [
    'Ollama, piece by piece',
    lines(
      {
        model: 'r1',
        created_at: '2026-11-25T10:00:00Z',
        message: { role: 'assistant', content: '', thinking: thought },
        done: false,
      },
      {
        model: 'r1',
        created_at: '2026-11-25T10:00:02Z',
        message: { role: 'assistant', content: reply },
        done: false,
      },
      {
        model: 'r1',
        created_at: '2026-11-25T10:00:03Z',
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        eval_count: 12,
      },
    ),
    'stream',
    '',
  ],
  [
    'Ollama, /api/generate',
    lines({ model: 'r1', created_at: 'x', thinking: thought, response: reply, done: true }),
    'stream',
    '',
  ],
  [
    'llama.cpp, /completion',
    lines({ content: inline, stop: false }, { content: '', stop: true, timings: {} }),
    'stream',
    '',
  ],
  [
    'a completion',
    JSON.stringify({ choices: [{ index: 0, text: inline, finish_reason: 'stop' }] }),
    'stream',
    '',
  ],
  [
    'OpenAI’s Responses',
    JSON.stringify({
      object: 'response',
      status: 'completed',
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: thought }] },
        { type: 'message', content: [{ type: 'output_text', text: reply }] },
      ],
    }),
    'response',
    '',
  ],
  [
    'Anthropic’s messages',
    JSON.stringify({
      role: 'assistant',
      stop_reason: 'end_turn',
      content: [
        { type: 'thinking', thinking: thought },
        { type: 'text', text: reply },
      ],
    }),
    'response',
    '',
  ],
  ['Anthropic’s events', events(...anthropic), 'stream', ''],
  ['OpenAI’s Responses, piece by piece', events(...responses), 'stream', ''],
  ['the same, cut before it says all again', events(...responses.slice(0, -1)), 'stream', ''],
  ['the same, only the last of it', events(...responses.slice(-1)), 'stream', ''],
  ['Gemini', JSON.stringify(gemini), 'stream', ''],
  [
    'a log whose lines begin with a bracket',
    chunks.map((each) => `[10:00:01] data: ${JSON.stringify(each)}`).join('\n'),
    'stream',
    '',
  ],
  [
    'what a container logs',
    lines({ log: `INFO got ${JSON.stringify(response)}\n`, stream: 'stdout', time: '2026-11-25T10:00:00Z' }),
    'response',
    '',
  ],
  ['a logger’s JSON', lines({ level: 30, data: { response } }), 'response', ''],
  ['LangSmith', JSON.stringify([langsmith], null, 1), 'log', asked],
  [
    'Langfuse',
    JSON.stringify({ id: 't', input: {}, observations: [{ type: 'SPAN' }, langfuse] }),
    'log',
    asked,
  ],
  [
    'Langfuse, as a table has it',
    lines({ ...langfuse, input: JSON.stringify(request.messages), output: JSON.stringify(message) }),
    'log',
    asked,
  ],
  ['Langfuse, of texts', lines({ ...langfuse, input: asked, output: inline }), 'pairs', asked],
  [
    'an evaluation harness',
    lines({ doc: {}, arguments: [[asked, {}]], resps: [[inline]], target: '14' }),
    'pairs',
    asked,
  ],
  [
    'the same, of a chat',
    lines({ arguments: { gen_args_0: { arg_0: JSON.stringify(request.messages) } }, resps: [[inline]] }),
    'pairs',
    asked,
  ],
  ['DeepSeek’s export', JSON.stringify([deepseekChat]), 'messages', asked],
  ['ChatGPT’s export', JSON.stringify([chatgptChat]), 'messages', asked],
  ['Open WebUI’s export', JSON.stringify([openWebUiChat]), 'messages', asked],
  [
    'ollama run',
    `$ ollama run deepseek-r1:8b --verbose\n>>> ${asked}\nThinking...\n${thought}\n...done thinking.\n\n${reply}\n\ntotal duration:       4.2s\neval count:           20 token(s)\n>>> Send a message (/? for help)\n`,
    'transcript',
    asked,
  ],
  ['ollama run of before', `>>> ${asked}\n${inline}\n\n>>> /bye\n`, 'transcript', asked],
  [
    'ollama run with its colours, asked at once',
    `\u001B[2mThinking...\u001B[0m\n${thought}\n...done thinking.\n\n${reply}\n`,
    'transcript',
    '',
  ],
  [
    'llama-cli',
    `main: n_threads = 8\n\n<｜User｜>${asked}<｜Assistant｜><think>\n${thought}\n</think>\n\n${reply} [end of text]\n\n\nllama_perf_context_print: load time\n`,
    'transcript',
    asked,
  ],
  [
    'llama-cli, as a chat',
    `> ${asked}\n\n[Start thinking]\n${thought}\n[End thinking]\n\n${reply}\n\n[ Prompt: 83.3 t/s | Generation: 5.0 t/s ]\n`,
    'transcript',
    asked,
  ],
  [
    'vLLM’s log',
    `INFO 11-25 10:00:00 [logger.py:39] Received request a-1: prompt: '<｜User｜>${asked}<｜Assistant｜><think>\\n', params: SamplingParams(n=1, temperature=0.6), prompt_token_ids: None.\nINFO [logger.py:71] Generated response a-1: output: '${thought}\\n</think>\\n\\n${reply}', output_token_ids: None\n`,
    'transcript',
    asked,
  ],
  [
    'vLLM’s log of a stream',
    ['<think>\\n', thought, '\\n</think>\\n\\n', reply]
      .map(
        (piece) => `DEBUG Generated response a-1 (streaming delta): output: "${piece}", output_token_ids: []`,
      )
      .join('\n'),
    'transcript',
    '',
  ],
  [
    'a page, with a block to unfold',
    `### USER\n${asked}\n\n### ASSISTANT\n${unfolded}${reply}\n`,
    'transcript',
    asked,
  ],
  [
    'a page, with a quote',
    `**You:**\n${asked}\n\n**DeepSeek-R1**\n\n> Thought for 2 seconds\n>\n> ${thought}\n\n${reply}\n`,
    'transcript',
    asked,
  ],
  ['messages', lines({ messages }), 'messages', asked],
  [
    'messages with the thought inside',
    lines({ messages: [...request.messages, { role: 'assistant', content: inline }] }),
    'messages',
    asked,
  ],
  ['a list of messages', JSON.stringify(messages, null, 1), 'messages', asked],
  ['a list of conversations', JSON.stringify([{ messages }]), 'messages', asked],
  [
    'axolotl’s parts',
    lines({
      messages: [
        ...request.messages,
        {
          role: 'assistant',
          reasoning_content: [
            { type: 'text', text: 'sort() compares' },
            { type: 'text', text: ' as strings.' },
          ],
          content: [{ type: 'text', text: reply }],
        },
      ],
    }),
    'messages',
    asked,
  ],
  [
    'ShareGPT',
    JSON.stringify([
      {
        conversations: [
          { from: 'human', value: asked },
          { from: 'gpt', value: inline },
        ],
      },
    ]),
    'sharegpt',
    asked,
  ],
  [
    'alpaca',
    JSON.stringify([
      { instruction: 'Why does', input: 'xs.sort() break?', output: inline, system: '', history: [] },
    ]),
    'pairs',
    'Why does\nxs.sort() break?',
  ],
  ['prompt and completion', lines({ prompt: asked, completion: inline }), 'pairs', asked],
  [
    'the same as messages',
    lines({ prompt: request.messages, completion: [{ role: 'assistant', content: inline }] }),
    'pairs',
    asked,
  ],
  ['fields of a data set', lines({ question: asked, reasoning: thought, answer: reply }), 'pairs', asked],
  [
    'what the terminal’s split writes',
    JSON.stringify([{ id: 'a', reasoning: thought, content: reply }]),
    'pairs',
    '',
  ],
  [
    'a HAR file',
    JSON.stringify({
      log: {
        entries: [
          { request: { method: 'GET', url: 'http://x/' }, response: { content: { text: 'hello' } } },
          {
            startedDateTime: '2026-11-25T10:00:00Z',
            request: {
              method: 'POST',
              url: 'http://gpu:8000/v1/chat/completions',
              postData: { text: JSON.stringify(request) },
            },
            response: { content: { text: Buffer.from(sse).toString('base64'), encoding: 'base64' } },
          },
        ],
      },
    }),
    'log',
    asked,
  ],
  ['Markdown', `# Notes\n\n${inline}`, 'text', ''],
  ['text', inline, 'text', ''],
  ['other tags', `[THINK]${thought}[/THINK]${reply}`, 'text', ''],
  ['a document', `---\nformat: 1\nquestion: ${asked}\n---\n${inline}`, 'document', asked],
]

test.each(forms)('%s', (name, text, kind, question) => {
  const { conversations, problems } = importText(text)
  expect(problems).toEqual([])
  expect(conversations.map(({ form }) => form.kind)).toEqual([kind])
  const [turn, ...others] = readDocument(conversations[0]?.document() ?? '').turns
  expect(others).toEqual([])
  expect(turn?.head.question).toBe(question)
  const { reasoning, answer } = textsOf(splitBody(turn?.body ?? '', { tags: turn?.head.tags }))
  if (name === 'Markdown') return
  expect([reasoning.trim(), answer.trim()]).toEqual([thought, reply])
})

test('what is known beside the texts stands in the head', () => {
  const [conversation] = importText(
    lines(
      { ...request, url: 'x' },
      {
        ...response,
        created: 1_764_000_000,
        system_fingerprint: 'fp_ollama',
        usage: { prompt_tokens: 3, completion_tokens: 9 },
      },
    ),
  ).conversations
  expect(conversation).toMatchObject({
    line: 1,
    title: asked,
    model: 'r1',
    turns: 1,
    form: { server: 'Ollama' },
  })
  expect(readDocument(conversation?.document() ?? '').turns[0]?.head).toMatchObject({
    question: asked,
    model: 'r1',
    endpoint: 'Ollama',
    asked: '2025-11-24T16:00:00.000Z',
    sampling: { temperature: 0.6 },
    usage: { prompt: 3, completion: 9 },
    wire: 'field',
    state: { kind: 'done' },
  })
})
