import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recordOf } from '../../src/base/json.ts'
import type { Example } from '../../src/export/example.ts'
import { filesOf } from '../../src/export/files.ts'
import { isForValidation, textOfRows } from '../../src/export/plan.ts'
import { leftLine, previewText, summaryText } from '../../src/export/preview.ts'
import { tallyOf } from '../../src/export/tally.ts'
import { withoutSecrets } from '../../src/export/secrets.ts'
import {
  answer,
  bodyOf,
  documentText,
  examples,
  followUp,
  one,
  plan,
  question,
  reasoning,
  reasons,
  reviewed,
  rows,
} from './traces.ts'

describe('what is left out', () => {
  const head = `question: ${JSON.stringify(question)}`

  test.each([
    ['cut off', { head: `${head}\nstate: incomplete\nwhy: length` }],
    ['cut off', { body: '<think>\nNot closed' }],
    ['cut off', { head: `${head}\nstate: running` }],
    ['stopped', { head: `${head}\nstate: stopped` }],
    ['failed', { head: `${head}\nstate: failed\nfailure: {message: No.}` }],
    ['no answer', { body: bodyOf(reasoning, '') }],
    ['no thinking', { body: answer }],
    ['no question', { head: 'model: r1' }],
    ['thinking withheld', { head: `${head}\nhidden: true` }],
    ['a think tag in the text', { body: bodyOf(reasoning, 'Write `</think>` first.') }],
    ['a secret found', { body: bodyOf(reasoning, 'Use sk-abcdefghij1234567890.') }],
  ])('%s', (reason, turn) => {
    expect(reasons(plan('messages', examples(documentText(turn))))).toEqual([reason])
  })

  test('what reviewers are against, and with `onlyReviewed` what they have not accepted', () => {
    const by = (verdict: 'accepted' | 'rejected' | 'fix') => reviewed([], { verdict })
    expect(reasons(plan('messages', examples(documentText(), by('rejected'))))).toEqual(['rejected'])
    expect(reasons(plan('messages', examples(documentText(), by('fix'))))).toEqual(['to be fixed'])
    const two = reviewed([], { verdict: 'rejected' }, 'ben', by('accepted'))
    expect(reasons(plan('messages', examples(documentText(), two)))).toEqual(['reviewers disagree'])
    expect(reasons(plan('messages', one, { onlyReviewed: true }))).toEqual(['unreviewed'])
    expect(rows('messages', examples(documentText(), by('accepted')), { onlyReviewed: true })).toHaveLength(1)
    expect(plan('messages', one).unreviewed).toBe(1)
  })

  test('what is there already', () => {
    expect(reasons(plan('messages', [...one, ...one]))).toEqual(['a duplicate'])
  })

  test('is said, with rows and tokens', () => {
    const made = plan('messages', [...one, ...one, ...examples(documentText({ body: answer }))])
    expect(summaryText(tallyOf(made))).toMatch(
      /^1 row, about \d+ tokens; 2 left out: 1 a duplicate, 1 no thinking\.$/,
    )
    expect(previewText(tallyOf(made), 0, made.left.map(leftLine))).toContain(
      '  a.think, turn 1: a duplicate\n',
    )
  })
})

test('secrets and home folders are taken out, and only these', () => {
  const text =
    'Key ghp_abcdefghijklmnopqrst12 in /home/anna/app/src/a.ts, `C:\\Users\\Anna Maria\\a`, https://u:pass@h/'
  expect(withoutSecrets(text)).toBe('Key [redacted] in ~/app/src/a.ts, `~ Maria\\a`, https://u:[redacted]@h/')
  for (const plain of [
    'task-1 is done',
    'the basic idea',
    'password: string',
    'sk-learn',
    '/usr/lib/node',
    'a@b.example',
  ])
    expect(withoutSecrets(plain)).toBe(plain)
  const kept = examples(documentText({ body: bodyOf(reasoning, text) }), undefined, withoutSecrets)
  expect(JSON.stringify(rows('messages', kept, { redact: true }))).not.toMatch(/anna|ghp_/)
})

describe('files', () => {
  test('a line for each row, whatever is in it', () => {
    const strange = `a\u2028b\u0085c\ud800\n"\\`
    const text = textOfRows(
      rows('messages', examples(documentText({ body: bodyOf(`\n${strange}\n`) }))).map((value) => ({
        key: '',
        value,
      })),
      'jsonl',
    )
    expect(text.split(/[\n\u2028\u0085]/)).toHaveLength(2)
    expect(text).not.toMatch(/\\ud800/)
    expect(() => JSON.parse(text) as unknown).not.toThrow()
    expect(textOfRows([], 'json')).toBe('[\n\n]\n')
  })

  test('a prompt is on one side, always the same, about as often as wished', () => {
    const keys = Array.from({ length: 2000 }, (_, at) => `question ${at}`)
    const share = keys.filter((key) => isForValidation(key, 0.1)).length / keys.length
    expect(share).toBeGreaterThan(0.07)
    expect(share).toBeLessThan(0.13)
    const made = plan('messages', followUp, { validation: 0.5 })
    expect([made.training.length, made.validation.length].toSorted((a, b) => a - b)).toEqual([0, 2])
  })

  test('say with what they were written, and how what is in them was asked', () => {
    const asked = (day: string, more: string) =>
      documentText({ head: `question: ${day}?\nmodel: r1\nasked: ${day}T03:04:05Z\n${more}` })
    const all = [
      ...examples(asked('2026-03-04', 'sampling: {temperature: 0.6, top_p: 0.95}')),
      ...examples(asked('2026-01-02', 'sampling: {temperature: 1, stop: [a]}')),
      // Left out, so it tells nothing.
      ...examples(asked('2020-01-01', 'state: stopped\nsampling: {temperature: 2}')),
    ]
    const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')
    const { version } = recordOf(JSON.parse(manifest))
    const readme = (of: readonly Example[]) =>
      filesOf(plan('messages', of), 'x', undefined)?.find(({ name }) => name === 'x.md')?.text
    expect(readme(all)).toContain(`Written by ThinkTree ${String(version)} as \`messages\``)
    expect(readme(all)).toContain('\n- Sampling: temperature 0.6, top_p 0.95; temperature 1, stop ["a"].\n')
    expect(readme(all)).toContain('\n- Asked: 2026-01-02 to 2026-03-04.\n')
    expect(readme(all.slice(0, 1))).toContain('\n- Asked: 2026-03-04.\n')
    expect(readme(examples(documentText()))).toMatch(
      /\n- Models: not known\..*\n- Sampling: not known; .*\n\n/,
    )
  })

  test.each([
    ['messages', /chat template of DeepSeek-R1[^]*takes it away/],
    ['kto', /use a template that keeps the content/],
    ['sharegpt', /thinking of the last turn only[^]*`preserve_thinking`/],
    ['alpaca', /learned too, unless `mask_history` is set/],
    ['stepwise', /neutral is false[^]*1024 tokens/],
    ['grpo', /solution in words it reads nothing/],
    ['openai', /thinking is not in the rows/],
    ['openai-rft', /one for validation/],
  ])('%s: what is easily got wrong with it stands beside it', (name, warning) => {
    const files = filesOf(plan(name, examples(documentText())), 'x', undefined)
    expect(files?.find((file) => file.name === 'x.md')?.text).toMatch(warning)
  })
})
