import { expect, test } from 'vitest'
import { createTraceIndex } from '../../src/server/traceIndex.ts'

/** Saved traces that count how often each is read. */
function traces(count: number, text = (index: number) => `<think>\nStep ${index} is here.\n</think>\nYes.`) {
  const reads: number[] = Array.from({ length: count }, () => 0)
  const all = reads.map((_, index) => ({
    uri: `file:///${index}.think`,
    changed: 1,
    read: () => {
      reads[index] = (reads[index] ?? 0) + 1
      return Promise.resolve(text(index))
    },
  }))
  return {
    reads,
    async *traces(cancelled: () => boolean) {
      for (const each of all) {
        if (cancelled()) return
        await Promise.resolve()
        yield each
      }
    },
  }
}

const never = () => false

test('what a cancelled query has read is not read again', async () => {
  const files = traces(20)
  const find = createTraceIndex(files)
  let asked = 0
  expect(await find('step', () => ++asked > 20)).toEqual([])
  const read = files.reads.filter((times) => times > 0).length
  expect(read).toBeGreaterThan(3)
  expect(read).toBeLessThan(20)
  expect((await find('step 19', never)).map(({ uri }) => uri)).toEqual(['file:///19.think'])
  expect(files.reads).toEqual(files.reads.map(() => 1))
})

test('no more is read than one query is given', async () => {
  const files = traces(400)
  const found = await createTraceIndex(files)('step', never)
  expect(found).toHaveLength(300)
  expect(files.reads.filter((times) => times > 0).length).toBeLessThan(400)
})
