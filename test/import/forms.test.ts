import { expect, test } from 'vitest'
import { importText } from '../../src/import/importer.ts'
import { readDocument } from '../../src/traces/document.ts'
import { checkForm, type Form } from './form.ts'
import { thought, reply, asked, inline, message, lines, chunks, sse, response, request } from './talk.ts'

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

/** What servers send and loggers keep, with the one question and reply it holds. */
const forms: readonly Form[] = [
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
]

test.each(forms)('%s', (...form) => checkForm(form))

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
