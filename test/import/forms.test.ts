import { describe, expect, test } from 'vitest'
import { problemSentence, problemSentences } from '../../src/import/conversation.ts'
import { importText } from '../../src/import/importer.ts'
import { splitBody, textsOf } from '../../src/traces/body.ts'
import { readDocument } from '../../src/traces/document.ts'

const thought = 'sort() compares as strings.'
const reply = 'Pass (a, b) => a - b.'
const asked = 'Why does xs.sort() break?'
const inline = `<think>\n${thought}\n</think>\n\n${reply}`
const message = { role: 'assistant', reasoning_content: thought, content: reply }
const lines = (...values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\n')
const chunk = (delta: unknown, finish: string | null = null) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1_764_000_000,
  model: 'r1',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const chunks = [
  chunk({ role: 'assistant', reasoning_content: 'sort() compares ' }),
  chunk({ reasoning_content: 'as strings.' }),
  chunk({ content: reply }, 'stop'),
]
const sse = [...chunks.map((each) => `data: ${JSON.stringify(each)}`), 'data: [DONE]', ''].join('\n\n')
const response = { id: 'c1', model: 'r1', choices: [{ index: 0, message, finish_reason: 'stop' }] }
const request = { model: 'r1', temperature: 0.6, messages: [{ role: 'user', content: asked }] }
const messages = [...request.messages, message]

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

describe('several', () => {
  test('turns of a conversation stay together', () => {
    const more = [
      { role: 'system', content: 'Be brief.' },
      ...messages,
      { role: 'user', content: 'And then?' },
      message,
    ]
    const [conversation] = importText(lines({ messages: more })).conversations
    const { turns } = readDocument(conversation?.document() ?? '')
    expect(turns.map(({ head }) => [head.question, head.note])).toEqual([
      [asked, 'System: Be brief.'],
      ['And then?', ''],
    ])
  })

  test('earlier turns of a request, too', () => {
    const talk = { ...request, messages: [...messages, { role: 'user', content: 'And then?' }] }
    const { conversations } = importText(lines(talk, response))
    expect(conversations.map(({ turns }) => turns)).toEqual([2])
  })

  test('conversations of a file, each by its line', () => {
    const { conversations } = importText(`${lines({ messages })}\n\n${lines({ messages }, { messages })}\n`)
    expect(conversations.map(({ line }) => line)).toEqual([1, 3, 4])
  })

  test('streams one after another', () => {
    expect(importText(sse + sse).conversations.map(({ line }) => line)).toEqual([1, 9])
    const second = chunks.map((each) => ({ ...each, id: 'c2' }))
    expect(importText(lines(...chunks, ...second)).conversations).toHaveLength(2)
  })

  test('answers to one question', () => {
    const choices = [0, 1].map((index) => ({ index, message, finish_reason: 'stop' }))
    expect(importText(JSON.stringify({ ...response, choices })).conversations).toHaveLength(2)
    const chosen = [{ role: 'assistant', content: inline }]
    expect(
      importText(lines({ prompt: request.messages, chosen, rejected: chosen })).conversations,
    ).toHaveLength(2)
  })
})

test.each([
  ['code that asks as a terminal does', `<think>\nSo:\n\n>>> f(1)\n<think>\n2\n</think>\nYes.`],
  [
    'a template that is spoken of',
    `<think>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHo\n</think>\nYes.`,
  ],
  ['a quote of a thought', `<think>\n> Thought for a second\n> so\n</think>\nYes.`],
])('text with a think block stays as it is: %s', (_, text) => {
  const { conversations } = importText(text)
  expect(conversations.map(({ form, document }) => [form.kind, document()])).toEqual([['text', text]])
})

test('of a session in a terminal, each question is a turn', () => {
  const turn = (question: string, answer: string) =>
    `>>> ${question}\nThinking...\n${thought}\n...done thinking.\n\n${answer}\n\nprompt eval count:    3 token(s)\neval count:           9 token(s)\n\n`
  const { conversations } = importText(turn('"""One\n... line"""', '>>> 1 is code.') + turn('Two', reply))
  const { turns } = readDocument(conversations[0]?.document() ?? '')
  expect(turns.map(({ head }) => [head.question, head.endpoint, head.usage])).toEqual([
    ['One\nline', 'Ollama', { prompt: 3, completion: 9 }],
    ['Two', 'Ollama', { prompt: 3, completion: 9 }],
  ])
  expect(turns[0]?.body).toContain('>>> 1 is code.')
})

test('texts of Python are read as Python writes them', () => {
  const log = String.raw`Generated response a: output: 'It\'s \u4e2d\x41\t"so"\\n.\n</think>\nYes', output_token_ids: []`
  const body = readDocument(importText(log).conversations[0]?.document() ?? '').turns[0]?.body
  expect(body).toBe('It\'s 中A\t"so"\\n.\n</think>\nYes')
})

test('a stream of two choices, piece by piece, is two', () => {
  const both = (text: string, finish: string | null) => ({
    ...chunks[0],
    choices: [0, 1].map((index) => ({ index, delta: { content: `${text}${index}` }, finish_reason: finish })),
  })
  const { conversations } = importText(lines(both('a', null), both('b', 'stop')))
  const bodies = conversations.map((each) => readDocument(each.document()).turns[0]?.body)
  expect(bodies).toEqual(['a0b0', 'a1b1'])
})

test('a thought that the prompt opened', () => {
  const prompt = `<｜User｜>${asked}<｜Assistant｜><think>\n`
  const whole = { choices: [{ index: 0, text: 'It goes on and', finish_reason: 'length' }] }
  const [conversation] = importText(lines({ prompt, model: 'r1' }, whole)).conversations
  const [turn] = readDocument(conversation?.document() ?? '').turns
  expect(textsOf(splitBody(turn?.body ?? '', { tags: turn?.head.tags }))).toEqual({
    reasoning: 'It goes on and',
    answer: '',
  })
})

describe('a raw prompt', () => {
  const system = 'Be brief.'
  test.each([
    ['DeepSeek', `<｜begin▁of▁sentence｜>${system}<｜User｜>${asked}<｜Assistant｜><think>\n`],
    [
      'ChatML',
      `<|im_start|>system\n${system}<|im_end|>\n<|im_start|>user\n${asked}<|im_end|>\n<|im_start|>assistant\n<think>\n`,
    ],
    [
      'Llama 3',
      `<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n${system}<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n${asked}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n<think>\n`,
    ],
    ['GLM', `[gMASK]<sop><|system|>\n${system}<|user|>\n${asked}<|assistant|>\n<think>`],
    ['Mistral', `<s>[SYSTEM_PROMPT]${system}[/SYSTEM_PROMPT][INST]${asked}[/INST]<think>\n`],
  ])('of %s is taken apart, be it said by the request or again by llama.cpp', (_, prompt) => {
    const content = 'It goes on.\n</think>\n\nSo.'
    const settings = { temperature: 0.6 }
    const reply = { content, stop: true, stop_type: 'eos', prompt, generation_settings: settings }
    const { prompt: __, ...silent } = reply
    for (const text of [lines(reply), lines({ prompt, ...settings, n_predict: 99 }, silent)]) {
      const { conversations, problems } = importText(text)
      const turns = readDocument(conversations[0]?.document() ?? '').turns
      expect(problems).toEqual([])
      expect(turns.map(({ head }) => [head.question, head.note, head.sampling])).toEqual([
        [asked, `System: ${system}`, settings],
      ])
      expect(textsOf(splitBody(turns[0]?.body ?? '', turns[0]?.head)).reasoning.trim()).toBe('It goes on.')
    }
  })

  test('of a conversation has its earlier turns', () => {
    const prompt = `<｜User｜>First?<｜Assistant｜>One.<｜end▁of▁sentence｜><｜User｜>${asked}<｜Assistant｜>`
    const [found] = importText(lines({ content: 'Two.', stop: true, prompt })).conversations
    const turns = readDocument(found?.document() ?? '').turns
    expect(turns.map(({ head, body }) => [head.question, body.trim()])).toEqual([
      ['First?', 'One.'],
      [asked, 'Two.'],
    ])
  })

  test.each(['Say <|user|> twice.', 'Once upon a time', '<｜User｜>So?<｜Assistant｜>It begins with'])(
    'of no template is the question as it is: %s',
    (prompt) => {
      const [found] = importText(lines({ content: 'Two.', stop: true, prompt })).conversations
      expect(readDocument(found?.document() ?? '').turns[0]?.head.question).toBe(prompt)
    },
  )
})

describe('what is wrong is said by its line, and the rest is read', () => {
  const problemsOf = (text: string) => {
    const { conversations, problems } = importText(text)
    const said = problems.map((problem) => `${problem.line}: ${problemSentence(problem)}`)
    return [conversations.length, ...said]
  }
  const good = lines({ messages })

  test.each<readonly [string, string, readonly (string | number)[]]>([
    ['a line that is not JSON', `${good}\n{"messages": [\n${good}`, [2, '2: This is not JSON.']],
    ['the first line', `{"messages": [\n${good}`, [1, '1: This is not JSON.']],
    [
      'a line of something else',
      `${good}\n{"level": 30}\n${good}`,
      [2, '2: This is no conversation that is known.'],
    ],
    ['a question alone', lines(request), [0, '1: The last question has no answer.']],
    [
      'a question after an answer',
      lines({ messages: [...messages, ...request.messages] }),
      [1, '1: The last question has no answer.'],
    ],
    [
      'an error',
      lines({ error: { message: 'no such model' } }),
      [0, '1: The server answered with an error: no such model'],
    ],
    [
      'a question whose reply is not the next',
      lines(request, { messages }, response),
      [2, '1: The last question has no answer.'],
    ],
    ['a tag that is only spoken of', 'Models write `<think>` first.', [0, `1: ${problemSentences.nothing}`]],
    [
      'a HAR file of something else',
      '{"log": {"entries": []}}',
      [0, '1: No request in this HAR file asks a model for a chat completion and has its answer.'],
    ],
    ['plain text', 'Hello,\nhow are you?', [0, `1: ${problemSentences.nothing}`]],
    ['nothing', '', [0, `1: ${problemSentences.nothing}`]],
    [
      'a response that was cut',
      JSON.stringify(response, null, 1).slice(0, 150),
      [1, '1: It ends in the middle; what is there was read.'],
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected)
  })
})

test('a reply answers the question above it and no other', () => {
  const { conversations } = importText(lines(request, { messages }, response))
  expect(conversations.map(({ form, title }) => [form.kind, title])).toEqual([
    ['messages', asked],
    ['response', reply],
  ])
})
