import { describe, expect, test } from 'vitest'
import { examplesOf } from '../../src/export/example.ts'
import { dataFormats } from '../../src/export/formats.ts'
import { tracesJson } from '../../src/export/json.ts'
import { textOfRows } from '../../src/export/plan.ts'
import { createImporter, importText } from '../../src/import/importer.ts'
import { noReviews } from '../../src/judge/review.ts'
import { readReviews } from '../../src/judge/reviewFile.ts'
import { splitBody, textsOf } from '../../src/traces/body.ts'
import { readDocument } from '../../src/traces/document.ts'
import { axolotlParts } from './consumers.ts'
import { answer, judged, one, pairOf, plan, question, reasoning, rows } from './traces.ts'

test('pairs and labels are imported again, each answer as a trace', () => {
  const names = [
    'preference',
    'reward',
    'kto',
    'sharegpt-ranking',
    'sharegpt-kto',
    'alpaca-ranking',
    'axolotl-preference',
    'openai-preference',
  ]
  for (const name of names) {
    const format = dataFormats.find((each) => each.name === name)
    const { conversations, problems } = importText(
      textOfRows(plan(name, pairOf('wrong', 'right')).training, format?.file ?? 'jsonl'),
    )
    const turns = conversations.flatMap((each) => readDocument(each.document()).turns)
    const said = turns.map(({ head, body }) => [head.question, textsOf(splitBody(body, head)).answer.trim()])
    expect([name, said.toSorted(([, a], [, b]) => (String(a) < String(b) ? -1 : 1)), problems]).toEqual([
      name,
      [
        ['Q', 'right'],
        ['Q', 'wrong'],
      ],
      [],
    ])
  }
  for (const name of ['grpo', 'openai-rft']) {
    const text = textOfRows(plan(name, pairOf('1', '2')).training, 'jsonl')
    expect([name, importText(text).problems.map(({ kind }) => kind)]).toEqual([name, ['unanswered']])
  }
})

describe('what was said of steps and answers is imported again, as a review', () => {
  test.each(['stepwise', 'prm800k', 'axolotl', 'kto'])('%s', (name) => {
    const given = name === 'kto' ? pairOf('1', '2').slice(1) : judged
    const made = rows(name, given)
    const [conversation] = importText(textOfRows(plan(name, given).training, 'jsonl')).conversations
    const document = conversation?.document() ?? ''
    const reviews = readReviews(conversation?.review?.() ?? '') ?? noReviews
    const again = examplesOf({
      source: '',
      document: readDocument(document),
      reviews,
      clean: (text) => text,
    })
    const comparable = (row: object) => {
      switch (name) {
        // The parts that axolotl does not learn say less than a verdict.
        case 'axolotl':
          return axolotlParts(row)
            .reasoning.map(({ text }) => text)
            .join('')
        // The name of the one who judged is now that of the record.
        case 'prm800k':
          return { ...row, labeler: '' }
        default:
          return row
      }
    }
    expect(rows(name, again).map(comparable)).toEqual(made.map(comparable))
  })
})

test('what was exported is imported again', () => {
  for (const name of ['messages', 'prompt-completion', 'sharegpt', 'alpaca']) {
    const format = dataFormats.find((each) => each.name === name)
    const text = textOfRows(plan(name, one).training, format?.file ?? 'jsonl')
    const documents: string[] = []
    const importer = createImporter(
      (found) => documents.push(found.document()),
      () => {},
    )
    importer.push(text)
    importer.end()
    const turns = documents.flatMap((document) => readDocument(document).turns)
    expect([name, turns.map(({ head }) => head.question)]).toEqual([name, [question]])
    const texts = turns.map(({ head, body }) => textsOf(splitBody(body, head)))
    expect([name, texts.map((each) => [each.reasoning.trim(), each.answer.trim()])]).toEqual([
      name,
      [[reasoning.trim(), answer]],
    ])
  }
})

test('JSON for programs is imported again, each turn with those before it', () => {
  const [first] = one
  if (!first) throw new Error('There is no example.')
  const before = { question: 'And before?', answer: 'That.' }
  const { conversations, problems } = importText(tracesJson([first, { ...first, history: [before] }]))
  const turns = conversations.map((each) =>
    readDocument(each.document()).turns.map(({ head, body }) => {
      const { reasoning: thought, answer: reply } = textsOf(splitBody(body, head))
      return [head.question, thought.trim(), reply.trim()]
    }),
  )
  const whole = [question, reasoning.trim(), answer]
  expect(turns).toEqual([[whole], [[before.question, '', before.answer], whole]])
  expect(problems).toEqual([])
})
