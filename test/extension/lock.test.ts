import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from '../../src/extension/keeping/lock.ts'
import { writerOf } from '../../src/extension/keeping/writer.ts'

const writer = writerOf(process.pid)
let folder: string
let path: string
let lock: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-lock-'))
  path = join(folder, 'a.think')
  lock = join(folder, '.a.think.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a lock that was left is taken, by its age or since its writer is gone', async () => {
  writeFileSync(lock, 'elsewhere:1:1')
  const long = new Date(Date.now() - 60_000)
  utimesSync(lock, long, long)
  expect(await withLock(path, writer, async () => existsSync(lock))).toBe(true)
  writeFileSync(lock, writer.replace(/:\d+:.*/, ':999999999:1'))
  expect(await withLock(path, writer, async () => existsSync(lock))).toBe(true)
  expect(existsSync(lock)).toBe(false)
})

test('a folder in the place of a lock is no reason to wait for ever', async () => {
  mkdirSync(lock)
  const long = new Date(Date.now() - 60_000)
  utimesSync(lock, long, long)
  await expect(withLock(path, writer, async () => 'written')).rejects.toThrow(/directory/i)
  expect(existsSync(lock)).toBe(true)
})
