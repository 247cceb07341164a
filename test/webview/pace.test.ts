import { afterEach, expect, test, vi } from 'vitest'
import { createPace } from '../../webview/pace.ts'

let frames: (() => void)[] = []
let clock = 0

vi.stubGlobal('requestAnimationFrame', (next: () => void) => frames.push(next))
vi.spyOn(performance, 'now').mockImplementation(() => clock)
afterEach(() => {
  frames = []
})

test('a frame does as much as it has time for, and the next ones the rest', () => {
  const { done, pace } = begin(['a', 'b', 'c', 'd', 'e'])
  pace.go('first')
  expect(done).toEqual(['a', 'b'])
  pace.go('first')
  expect(done).toEqual(['a', 'b'])
  frame()
  expect(done).toEqual(['a', 'b', 'c', 'd'])
  frame()
  frame()
  expect(done).toEqual(['a', 'b', 'c', 'd', 'e'])
  frame()
  expect(frames).toEqual([])
})

test('what is read from its end begins there', () => {
  const { done, pace } = begin(['a', 'b', 'c'])
  pace.go('last')
  expect(done).toEqual(['c', 'b'])
})

test('what is left is not done, and all can be asked for', () => {
  const { done, pace, leave } = begin(['a', 'b', 'c', 'd'])
  leave[1]?.()
  pace.finish()
  expect(done).toEqual(['a', 'c', 'd'])
  frame()
  expect(done).toEqual(['a', 'c', 'd'])
})

/** Each takes six milliseconds. */
function begin(names: readonly string[]) {
  const done: string[] = []
  const pace = createPace()
  const leave = names.map((name) =>
    pace.add(() => {
      clock += 6
      done.push(name)
    }),
  )
  return { done, pace, leave }
}

function frame() {
  for (const next of frames.splice(0)) next()
}
