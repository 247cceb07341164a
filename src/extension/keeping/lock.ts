import { open, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isGone, type Writer } from './writer.ts'

/** A lock is held for as long as a file takes to be written; one that is older (milliseconds) was left. */
const longest = 10_000

/** Reads and writes a file while no other window does: what two add at one time is both there. */
export async function withLock<T>(path: string, writer: Writer, work: () => Promise<T>): Promise<T> {
  const lock = join(dirname(path), `.${basename(path)}.lock`)
  while (!(await take(lock, writer))) await sleep(15)
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function take(lock: string, writer: Writer): Promise<boolean> {
  try {
    const file = await open(lock, 'wx')
    await file.writeFile(writer).finally(() => file.close())
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      await rm(lock, { force: true }).catch(() => undefined) // a full disk makes files that hold nothing
      throw error
    }
    if (await isLeft(lock)) await rm(lock, { force: true })
    return false
  }
}

async function isLeft(lock: string): Promise<boolean> {
  const [owner, found] = await Promise.all([
    readFile(lock, 'utf8').catch(() => ''),
    stat(lock).catch(() => undefined),
  ])
  if (!found) return false
  const now = Date.now()
  return now - found.mtimeMs > longest || (owner !== '' && isGone(owner, found.mtimeMs, now))
}
