import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { createFiles, type TraceFile } from '../../src/server/files.ts'
import { createTraceIndex, type Indexed } from '../../src/server/traceIndex.ts'

/** Saved traces that count how often each is read. */
function traces(count: number) {
  const reads: number[] = Array.from({ length: count }, () => 0)
  const all = reads.map((_, index): TraceFile => ({
    uri: `file:///${index}.think`,
    changed: 1,
    read: () => {
      reads[index] = (reads[index] ?? 0) + 1
      return Promise.resolve(`<think>\nStep ${index} is here.\n</think>\nYes.`)
    },
  }))
  return { reads, traces: () => Promise.resolve(all) }
}

const never = () => false
const uris = (found: readonly Indexed[]) => found.map(({ uri }) => uri)

test('what a cancelled query has read is not read again', async () => {
  const files = traces(20)
  const find = createTraceIndex(files)
  let asked = 0
  expect(await find('step', () => ++asked > 10)).toEqual([])
  const read = files.reads.filter((times) => times > 0).length
  expect(read).toBeGreaterThan(3)
  expect(read).toBeLessThan(20)
  expect(uris(await find('step 19', never))).toEqual(['file:///19.think'])
  expect(files.reads.slice(0, read)).toEqual(files.reads.slice(0, read).map(() => 1))
})

test('no more is read than one query is given', async () => {
  const files = traces(400)
  const found = await createTraceIndex(files)('step', never)
  expect(found).toHaveLength(300)
  expect(files.reads.filter((times) => times > 0).length).toBeLessThan(400)
})

test('a query is answered with what is known in time, and all others are read for the next', async () => {
  const files = traces(40)
  const find = createTraceIndex(files, 0)
  expect(await find('step 39', never)).toEqual([])
  await expect.poll(async () => uris(await find('step 39', never))).toEqual(['file:///39.think'])
  expect(files.reads).toEqual(files.reads.map(() => 1))
})

test('the latest come first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tt-index-'))
  for (const [index, name] of ['old', 'new', 'older'].entries()) {
    const path = join(folder, `${name}.think`)
    writeFileSync(path, '<think>\nStep one is here.\n</think>\nYes.')
    utimesSync(path, 1000, [2000, 3000, 1000][index] ?? 0)
  }
  const files = createFiles()
  files.setFolders([pathToFileURL(folder).href])
  const found = uris(await createTraceIndex(files)('step one', never))
  rmSync(folder, { recursive: true })
  expect(found.map((uri) => uri.split('/').at(-1))).toEqual(['new.think', 'old.think', 'older.think'])
})
