import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Run } from '../../src/extension/runs/catalog.ts'
import { removeFile, removeRuns } from '../../src/extension/runs/remove.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-remove-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const never = new AbortController().signal

function kept(count: number): readonly Run[] {
  return Array.from({ length: count }, (_, index): Run => {
    const path = join(folder, `${index}.think`)
    writeFileSync(path, 'x')
    if (index % 10 === 0) writeFileSync(`${path}.review.json`, '{}')
    const others = { question: '', model: '', subject: '', asked: index, pinned: false, size: 1 }
    return { ...others, title: String(index), path, state: 'done' }
  })
}

test('many runs go, and what stands beside them', async () => {
  const runs = kept(500)
  let done = 0
  const dropped: string[] = []
  const needs = { drop: (run: Run) => dropped.push(run.path), take: removeFile, done: () => done++ }
  expect(await removeRuns(runs, needs, never)).toEqual([])
  expect(readdirSync(folder)).toEqual([])
  expect([done, dropped.length]).toEqual([500, 500])
})

test('one that somebody else has taken away is gone, with what stands beside it', async () => {
  const runs = kept(20)
  rmSync(join(folder, '10.think'))
  const dropped: string[] = []
  const needs = { drop: (run: Run) => dropped.push(run.title), take: removeFile, done: () => undefined }
  expect(await removeRuns(runs.slice(10), needs, never)).toEqual([])
  expect(dropped).toContain('10')
  expect(readdirSync(folder)).not.toContain('10.think.review.json')
})

test('one that does not go is told, and the others go', async () => {
  const runs = kept(20)
  const take = async (path: string) => {
    if (/\D(?:1|7)\.think$/.test(path)) throw new Error('It is held.')
    await removeFile(path)
  }
  const left = await removeRuns(runs, { drop: () => undefined, take, done: () => undefined }, never)
  expect(left.map(({ title }) => title)).toEqual(['1', '7'])
  expect(readdirSync(folder).toSorted()).toEqual(['1.think', '7.think'])
})

test('without a trash not all are tried', async () => {
  const runs = kept(50)
  let times = 0
  const take = () => {
    times++
    return Promise.reject(new Error('There is no trash.'))
  }
  expect(await removeRuns(runs, { drop: () => undefined, take, done: () => undefined }, never)).toEqual(runs)
  expect(times).toBe(3)
})

test('when nobody waits any more, the rest stays', async () => {
  const runs = kept(30)
  const stop = new AbortController()
  let done = 0
  const needs = { drop: () => undefined, take: removeFile, done: () => ++done === 3 && stop.abort() }
  expect(await removeRuns(runs, needs, stop.signal)).toEqual([])
  expect(readdirSync(folder).filter((name) => name.endsWith('.think'))).toHaveLength(27)
})
