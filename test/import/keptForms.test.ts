import { test } from 'vitest'
import { checkForm, type Form } from './form.ts'
import { thought, reply, asked, inline, lines, request, messages } from './talk.ts'

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

/** What people keep: exports, data sets, what was copied and written; with the one question and reply it holds. */
const forms: readonly Form[] = [
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
  ['Markdown', `# Notes\n\n${inline}`, 'text', ''],
  ['text', inline, 'text', ''],
  ['other tags', `[THINK]${thought}[/THINK]${reply}`, 'text', ''],
  ['a document', `---\nformat: 1\nquestion: ${asked}\n---\n${inline}`, 'document', asked],
]

test.each(forms)('%s', (...form) => checkForm(form))
