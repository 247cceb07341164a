import { describe, expect, test } from 'vitest'
import { inEnglish } from '../../src/base/say.ts'
import type { FileLookup } from '../../src/language/code.ts'
import { findingsIn } from '../../src/language/diagnostics.ts'
import { contextHash } from '../../src/traces/contextHash.ts'
import { applyEdits } from '../../src/traces/edit.ts'
import { parse, wordsOf } from '../support/traces.ts'
import { samples } from '../samples/sample.ts'

const nowhere: FileLookup = () => 'missing'

function findings(text: string, files: FileLookup = nowhere): readonly string[] {
  return findingsIn(parse(text), files, inEnglish).map(
    ({ code, range, message }) => `${code} “${wordsOf(text, range)}”: ${message}`,
  )
}

function fixed(text: string, title: string, files: FileLookup = nowhere): string | undefined {
  const fixes = findingsIn(parse(text), files, inEnglish).flatMap((finding) => finding.fixes ?? [])
  const fix = fixes.find((each) => each.title === title)
  return fix && applyEdits(text, fix.edits)
}

test.each(samples)('nothing is found in the sample $name', ({ file }) => {
  expect(findings(file)).toEqual([])
})

describe('the think block', () => {
  test('that is never closed', () => {
    const text = '<think>\nLet me see.\n'
    expect(findings(text)).toEqual([
      'unclosedThought “<think>”: The thought is never closed: all of it counts as reasoning.',
    ])
    expect(fixed(text, 'Close the Thought at Its End')).toBe('<think>\nLet me see.\n</think>\n')
    expect(findings('---\nformat: 1\nstate: running\n---\n<think>\nLet me')).toEqual([
      'cutOff “e”: It is still running, or was interrupted here.',
    ])
  })

  test('that comes twice', () => {
    const text = '<think>\na b\n</think>\nc\n<think>\nd e\n</think>\nf'
    expect(findings(text)).toEqual([
      'secondThought “<think>”: A second think block begins here; both count as one thought.',
    ])
    expect(fixed(text, 'Remove the Tag')).toBe('<think>\na b\n</think>\nc\n\nd e\n</think>\nf')
  })

  test('that has another in it', () => {
    const text = '<think>\na b\n  <think>\nc d\n</think>\ne'
    expect(findings(text)).toEqual([
      'nestedThought “<think>”: A think block begins here within another; the tag counts as text of the thought.',
    ])
    expect(fixed(text, 'Remove the Tag')).toBe('<think>\na b\n  \nc d\n</think>\ne')
    expect(findings('---\nformat: 1\ntags: ["[T]\\n", "\\n[/T]\\n"]\n---\n[T]\na\n[T]\nb\n[/T]\nc')).toEqual([
      expect.stringContaining('nestedThought “[T]”'),
    ])
  })

  test.each([
    ['in a sentence', 'It writes <think> first.'],
    ['at the beginning of one', '<think> is the tag that opens it.'],
    ['in backticks', 'It is `<think>`, or\n`<think>`\nalone.'],
    ['in a fence', '```\n<think>\nso\n</think>\n```\nis the form.'],
    ['in a fence of a list', '- so:\n  ~~~\n  <think>\n  ~~~\n'],
    ['indented', 'So:\n\n    <think>\n\nis it.'],
  ])('that only speaks of the tag, %s', (_, said) => {
    expect(findings(`<think>\nLet me see.\n\n${said}\n\nSo it is.\n</think>\nYes.`)).toEqual([])
  })

  test('whose own tags are others, since these stand in it', () => {
    const head = '---\nformat: 1\ntags: ["<think-1>\\n", "\\n</think-1>\\n\\n"]\n---\n'
    expect(findings(`${head}<think-1>\na\n<think>\nb\n</think-1>\n\nc`)).toEqual([])
  })

  test('that is closed twice', () => {
    const text = '<think>\na b\n</think>\nc\n</think>\nd'
    expect(findings(text)).toEqual([
      'lateClose “</think>”: The thought is closed more than once: it may have ended here.',
    ])
    expect(fixed(text, 'Let the Thought End Here')).toBe('<think>\na b\n\nc\n</think>\nd')
    expect(fixed(text, 'Remove the Tag')).toBe('<think>\na b\n</think>\nc\n\nd')
  })

  test('that was cut', () => {
    expect(findings('---\nformat: 1\nstate: incomplete\nwhy: length\n---\na b')).toEqual([
      'cutOff “b”: It was cut off here: the model reached its limit of tokens.',
    ])
  })
})

describe('citations', () => {
  const head = (hash = '') =>
    `---\nformat: 1\ncontext:\n  - path: src/a.ts\n    lines: [1, 2]${hash && `\n    hash: ${hash}`}\n---\n`
  const body = '<think>\nSee line 2, src/a.ts:9 and lib/a.ts:1 now.\n</think>\nYes.\n'
  const files: FileLookup = (path) => (path === 'src/a.ts' ? ['one', 'two', 'three'] : 'missing')

  test('that point nowhere', () => {
    expect(findings(head() + body, files)).toEqual([
      'noLine “src/a.ts:9”: src/a.ts has only 3 lines.',
      'noFile “lib/a.ts:1”: There is no file lib/a.ts.',
    ])
    expect(fixed(head() + body, 'Change It to src/a.ts', files)).toContain('and src/a.ts:1 now')
  })

  test('of code that has changed', () => {
    const text = head(contextHash('one\nTWO')) + body
    expect(findings(text, files)).toEqual([
      expect.stringMatching(/^changedCode “path: src\/a\.ts[^]*”: This code has changed since it was sent/),
      'changedCitation “line 2”: The code in src/a.ts has changed since: this may be another line now.',
      expect.stringContaining('noLine'),
      expect.stringContaining('noFile'),
    ])
    const mended = fixed(text, 'Take the Code as It Is Now', files) ?? ''
    expect(findings(mended, files)).toHaveLength(2)
  })

  test('of another workspace are left alone', () => {
    expect(findings(head('sha256:0000000000000000') + body)).toEqual([])
  })
})

describe('loops', () => {
  const round = 'Let me compute the total of the cart once more. It is the sum of all the lines in it.\n\n'

  test('of statements that come again and again', () => {
    const text = `<think>\nFirst, this.\n\n${round.repeat(5)}So it is.\n</think>\nYes.`
    expect(findings(text)).toEqual([
      expect.stringMatching(/^loop “Let me[^]*”: The model repeats itself here: the same comes 5 times\.$/),
    ])
    expect(fixed(text, 'Remove the Repetitions')?.split('Let me compute')).toHaveLength(2)
  })

  test('not of what is said twice, is short, or counts', () => {
    expect(findings(`<think>\n${round.repeat(2)}\n</think>\nYes.`)).toEqual([])
    expect(findings(`<think>\n${'Hmm.\n\n'.repeat(9)}\n</think>\nYes.`)).toEqual([])
    const counting = Array.from(
      { length: 20 },
      (_, n) => `The sum of the first ${n} lines is ${n * n}.\n\n`,
    ).join('')
    expect(findings(`<think>\n${counting}\n</think>\nYes.`)).toEqual([])
  })
})

describe('an answer that is not what was concluded', () => {
  const of = (conclusion: string, answer: string) =>
    findings(`<think>\nLet me see.\n\n${conclusion}\n</think>\n\n${answer}`)

  test.each([
    ['So the answer is 42.', 'The answer is 24.', '24', '42'],
    ['Therefore, the final answer is \\boxed{1,000}.', '\\boxed{100}', '100', '1000'],
    ['So the correct answer is B.', '**The answer is C**', 'C', 'B'],
    ['所以答案是 7。', '答案：8', '8', '7'],
  ])('%s %s', (conclusion, answer, said, concluded) => {
    expect(of(conclusion, answer)).toEqual([
      expect.stringContaining(`: The answer says ${said}, but the thought concluded ${concluded}.`),
    ])
  })

  test.each([
    ['So the answer is 42.', 'The answer is 42.0.'],
    ['So the answer is 1/2.', 'The answer is 50%.'],
    ['So the answer is 1,000.', '\\boxed{1000}'],
    ['So the answer is 42.', 'It is 42 if the answer is 7 and the answer is 8.'],
    ['So it is slow.', 'The answer is 3.'],
    ['So the answer is B.', 'The answer is a loop.'],
  ])('not: %s %s', (conclusion, answer) => {
    expect(of(conclusion, answer)).toEqual([])
  })
})

test('a head that is not right', () => {
  expect(findings('---\nformat: 1\nstate: over\nasked: today\n---\na')).toEqual([
    'head “over”: “state” must be one of: running, done, stopped, incomplete, failed.',
    'head “today”: “asked” does not have the form it must have.',
  ])
  const unclosed = '---\nformat: 1\n<think>\na b\n</think>\nc'
  expect(fixed(unclosed, 'Close the Head')).toBe('---\nformat: 1\n---\n<think>\na b\n</think>\nc')
})
