import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'

/**
 * Puts this in place of what a file has: beside, flushed to the disk, renamed. So it is there whole, or as it was. Fails
 * with `EACCES` where the file is read-only.
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  wanted = () => true,
): Promise<void> {
  const { target, mode } = targetOf(path)
  const beside = besideOf(target)
  try {
    const file = await open(beside, 'w', mode)
    try {
      await file.writeFile(content)
      await file.datasync()
    } finally {
      await file.close()
    }
    if (wanted()) await rename(beside, target)
    else await rm(beside)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The same while the window ends, and there is no time to wait. */
export function replaceNow(path: string, text: string): void {
  const { target, mode } = targetOf(path)
  const beside = `${besideOf(target)}-last` // what is being written now may be written on
  try {
    const file = openSync(beside, 'w', mode)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, target)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** A link stays one: the file that it leads to is replaced, and who may read it stays as it was. */
function targetOf(path: string): { readonly target: string; readonly mode?: number } {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found && isReadOnly(path)) throw Object.assign(new Error(`${path} is read-only`), { code: 'EACCES' })
  return found ? { target: realpathSync(path), mode: found.mode & 0o777 } : { target: path }
}

/** Whether somebody wants a file to stay as it is. It could be replaced nevertheless: that is a right of its folder. */
export function isReadOnly(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return false
  try {
    accessSync(path, constants.W_OK)
    return (found.mode & 0o222) === 0 // a superuser may all
  } catch {
    return true
  }
}

function besideOf(path: string): string {
  return `${path}.${process.pid}.tmp`
}
