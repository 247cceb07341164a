import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { withLock } from './lock.ts'
import type { Writer } from './writer.ts'

/** Moves a file that windows write under a lock, if it is there, and only to where there is none; says whether it did. */
export async function moveFile(from: string, to: string, writer: Writer): Promise<boolean> {
  if (!existsSync(from)) return false
  return withLock(to, writer, async () => {
    if (!existsSync(from) || existsSync(to)) return false
    await rename(from, to)
    return true
  })
}
