import { setImmediate as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inParallel } from '../../src/base/parallel.ts'

test('so many are under way at once, and none begins after the signal', async () => {
  const begun: number[] = []
  const signal = { aborted: false }
  let [now, most] = [0, 0]
  await inParallel(
    [1, 2, 3, 4, 5, 6],
    2,
    async (each) => {
      begun.push(each)
      most = Math.max(most, ++now)
      await pause()
      now--
      if (each === 3) signal.aborted = true
    },
    signal,
  )
  expect(most).toBe(2)
  expect(begun).toEqual([1, 2, 3, 4])
})
