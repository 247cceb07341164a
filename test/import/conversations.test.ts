import { describe, expect, test } from 'vitest'
import { problemSentence, problemSentences } from '../../src/import/conversation.ts'
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
    ['nothing', '', [0, `1: ${problemSentences.empty}`]],
    ['white space', '\ufeff \n\n', [0, `1: ${problemSentences.empty}`]],
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
