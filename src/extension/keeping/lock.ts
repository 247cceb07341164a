import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from '../../base/codeOf.ts'
import { isGone, type Writer } from './writer.ts'

/** A lock is held for as long as a file takes to be written; one that is older (milliseconds) was left. */
const longest = 10_000

/**
 * Reads and writes a file while no other window does: what two add at one time is both there. The lock itself, a few
 * bytes that need not outlast anything, is made without waiting. Throws where what stands in its place cannot be removed.
 */
export async function withLock<T>(path: string, writer: Writer, work: () => Promise<T>): Promise<T> {
  const lock = join(dirname(path), `.${basename(path)}.lock`)
  while (!take(lock, writer)) await sleep(15)
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock: string, writer: Writer): boolean {
  try {
    writeFileSync(lock, writer, { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') rmSync(lock, { force: true })
    if (codeOf(error) !== 'EEXIST') throw error
    if (isLeft(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isLeft(lock: string): boolean {
  try {
    const { mtimeMs } = statSync(lock)
    const now = Date.now()
    if (now - mtimeMs > longest) return true
    const owner = readFileSync(lock, 'utf8')
    return owner !== '' && isGone(owner, mtimeMs, now)
  } catch {
    return false // just let go
  }
}
