import fc from 'fast-check'
import { expect, test } from 'vitest'
import { treeOf } from '../../src/core/tree.ts'
import { align } from '../../src/core/align.ts'
import type { Thought } from '../../src/core/step.ts'

const teacher = [
  'The function sorts the list without a comparator.',
  'Without one, elements are compared as strings.',
  'So "10" stands before "9", because "1" is less than "9".',
  'Let me check the specification of Array.prototype.sort for undefined elements.',
  'Passing (a, b) => a - b compares them as numbers.',
]
const student = [
  'This function sorts a list without any comparator.',
  'Elements are then compared as strings.',
  'Maybe the engine has a bug in its quicksort implementation.',
  'Passing (a, b) => a - b compares them as numbers.',
]

function thoughtOf(sentences: readonly string[]): Thought {
  const reasoning = sentences.join('\n\n')
  return { reasoning, steps: treeOf(reasoning) }
}

function words({ reasoning, steps }: Thought, index: number | undefined): string {
  const step = index === undefined ? undefined : steps[index]
  return step ? reasoning.slice(step.span.from, step.span.to).trim() : ''
}

test('a teacher and its student: what both did, what one left out, where they part', () => {
  const left = thoughtOf(teacher)
  const right = thoughtOf(student)
  const { pairs, onlyLeft, onlyRight, parting, kept } = align(left, right)
  expect(pairs.map((pair) => [words(left, pair.left), words(right, pair.right)])).toEqual([
    [teacher[0], student[0]],
    [teacher[1], student[1]],
    [teacher[4], student[3]],
  ])
  expect(onlyLeft.map((index) => words(left, index))).toEqual([teacher[2], teacher[3]])
  expect(onlyRight.map((index) => words(right, index))).toEqual([student[2]])
  expect(words(left, parting.left)).toBe(teacher[2])
  expect(words(right, parting.right)).toBe(student[2])
  expect(kept).toBeGreaterThan(0.4)
  expect(kept).toBeLessThan(0.7)
})

test('steps are matched where they stand elsewhere, but they part at once then', () => {
  const left = thoughtOf(teacher)
  const turned = thoughtOf(teacher.toReversed())
  const { pairs, parting, kept } = align(left, turned)
  expect(pairs).toHaveLength(5)
  expect(kept).toBe(1)
  expect(words(left, parting.left)).toBe(teacher[0])
})

test('nothing is like nothing', () => {
  expect(align(thoughtOf([]), thoughtOf(teacher))).toMatchObject({ pairs: [], onlyLeft: [], kept: 0 })
  expect(
    align(thoughtOf(['为什么排序是错的？']), thoughtOf(['排序是按字符串的。'])).pairs.length,
  ).toBeLessThan(2)
})

test('a long thought is like itself, though its words come again and again', () => {
  const long = thoughtOf(Array.from({ length: 400 }, (_, at) => teacher[at % 5] ?? ''))
  expect(align(long, long)).toMatchObject({ onlyLeft: [], onlyRight: [], parting: {}, kept: 1 })
})

test('every statement is matched once or not at all, and a thought is like itself', () => {
  const sentence = fc.constantFrom(
    ...teacher,
    ...student,
    'Hmm.',
    'Wait, no.',
    '12 + 3 = 15.',
    '按字符串比较。',
  )
  const thought = fc.array(sentence, { maxLength: 12 }).map(thoughtOf)
  fc.assert(
    fc.property(thought, thought, (left, right) => {
      const { pairs, onlyLeft, onlyRight } = align(left, right)
      for (const [side, only] of [
        ['left', onlyLeft],
        ['right', onlyRight],
      ] as const) {
        const all = [...pairs.map((pair) => pair[side]), ...only]
        expect(new Set(all).size).toBe(all.length)
      }
      expect(align(left, left).parting).toEqual({})
      expect(align(left, left).onlyLeft).toEqual([])
    }),
  )
})
