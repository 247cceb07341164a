import { expect, test } from 'vitest'
import { titleAt } from '../../src/core/titles.ts'
import { treeOf } from '../../src/core/tree.ts'

test('says what a step goes back on, and which ways were left', () => {
  const text = `So the clerk adds every price. That gives 12.

No, that's wrong. The discount is missing.

Alternatively, let's use the second way. It gives 10.`
  const steps = treeOf(text)
  const titles = new Map(steps.map(({ id }, index) => [id, titleAt(steps, index, text)]))
  const back = steps.find(({ kind, level }) => kind === 'revise' && level === 'step')
  expect(back?.revises && titles.get(back.revises)).toBe('The clerk adds every price')
  expect(steps.filter(({ abandoned }) => abandoned).map(({ id }) => titles.get(id))).toContain(
    'The clerk adds every price',
  )
  expect(steps.filter(({ abandoned, kind }) => abandoned && kind === 'branch')).toEqual([])
  const good = treeOf(text.replace('It gives 10.', 'That works.') + "\n\nAlternatively, let's use the third.")
  expect(good.filter(({ abandoned, kind }) => abandoned && kind === 'branch')).toEqual([])
  const none = treeOf(text.replace('It gives 10.', 'It is slow.') + "\n\nAlternatively, let's use the third.")
  expect(none.filter(({ abandoned, kind }) => abandoned && kind === 'branch')).not.toEqual([])
  for (const failure of ["That doesn't work for two.", 'Hmm, that does not explain it either.']) {
    const failing = treeOf(text.replace("No, that's wrong. The discount is missing.", failure))
    expect(failing.some(({ abandoned }) => abandoned)).toBe(true)
  }
})

test('leaves only the stretch of work in which the mistake was found', () => {
  const first = 'So it adds every price to a sum, and then it ends. '.repeat(20)
  const second = 'But then the list has one more item, and so it goes on. '.repeat(20)
  const steps = treeOf(
    `${first}\n\nBut wait, the list may be empty.\n\n${second}\n\nNo, that's wrong.\n\nAlternatively, let's use a map.`,
  )
  const left = steps.filter(({ abandoned }) => abandoned)
  expect(left.every(({ span }) => span.from > first.length)).toBe(true)
})

/** Of each statement, which one it builds on where that is not the one before; −1 where it is. */
function basis(text: string): readonly number[] {
  const steps = treeOf(text).filter(({ level }) => level === 'statement')
  return steps.map(({ on }) => steps.findIndex(({ id }) => id === on))
}

test('builds what follows a short aside on what stands before it', () => {
  const after = (aside: string, next: string) =>
    basis(`The lids weigh 3 pounds. ${aside} ${next} All is well.`)[2]
  expect(after('Yes, that is correct.', 'So the jars weigh 5.')).toBe(0)
  expect(after('No, that is wrong.', 'It is the jars that weigh so much.')).toBe(0)
  expect(after('Yes, that is correct.', 'The jars weigh 5.')).toBe(-1)
  expect(after('Hmm.', 'Maybe the jars weigh 5.')).toBe(0)
  expect(after('Yes, that is correct, since each of the lids weighs one.', 'So the jars weigh 5.')).toBe(-1)
})

test('builds a line after a mere "So," on what stands before that', () => {
  expect(basis('The lids weigh the same as the jars.\n\nTherefore,\n\nx = y\n\nAll is well.')[2]).toBe(0)
})

test('builds the items of a list on what announced them', () => {
  const text = 'There are three things:\n- one\n- two\n- three\n\nSo it is done.'
  const steps = treeOf(text).filter(({ level }) => level === 'statement')
  expect(steps.map(({ on }) => on)).toEqual([undefined, undefined, steps[0]?.id, steps[0]?.id, undefined])
})

test('builds lines that begin alike on what announced them, unless one computes with the last', () => {
  const listed = 'The handlers are:\n\nGet reads a row.\n\nGet joins a table.\n\nSo that is it.'
  expect(basis(listed)).toEqual([-1, -1, 0, -1])
  expect(basis('The shop opens:\n\nDay 1: a jar.\n\nDay 2: two jars.')).toEqual([-1, -1, -1])
  expect(basis('Compute both:\n\n2 * 3 = 6\n\n4 * 5 = 20')).toEqual([-1, -1, 0])
  expect(basis('Cube them:\n\n2^3 = 8. It is even.\n\n3^3 = 27, 3^2 less 8.\n\n4^3 = 64')).toEqual([
    -1, -1, -1, 0, 0,
  ])
  expect(basis('Compute it:\n\n2 * 3 = 6\n\n6 * 5 = 30')).toEqual([-1, -1, -1])
  expect(basis('Compute it:\n\n2 * 3 is 6.\n\n6 * 5 is 30.')).toEqual([-1, -1, -1])
})

test('builds a second on what came before the first, and "also" on the beginning of its paragraph', () => {
  const text =
    'Two cases break it.\n\nFirst, it is empty. So it fails.\n\nSecond, it is full. So it grows. Also, it logs.'
  const steps = treeOf(text).filter(({ level }) => level === 'statement')
  expect(steps.map(({ on }) => steps.findIndex(({ id }) => id === on))).toEqual([-1, -1, -1, 0, -1, 3])
})

test('builds another point on the paragraph before it, and the same conclusion on the last after a check', () => {
  const text = 'One thing is the lid. It is lost.\n\nAnother thing is the jar. It is full.'
  expect(basis(text)).toEqual([-1, -1, 0, -1])
  const twice = 'So the answer is 5. Let me check it. Yes, that is correct. So the answer is 5. All is well.'
  expect(basis(twice)).toEqual([-1, -1, -1, 0, -1])
})
