import { codeOf } from '../base/codeOf.ts'
import { Complaint } from './io.ts'

export function unreadable(path: string, error: unknown): Complaint {
  const code = codeOf(error)
  if (code === 'ENOENT') return new Complaint(`${path} does not exist.`)
  if (code === 'EISDIR') return new Complaint(`${path} is a folder.`)
  return new Complaint(`${path} cannot be read: ${reasonOf(error)}.`)
}

export function unwritable(path: string, error: unknown): Complaint {
  return new Complaint(`${path} cannot be written: ${reasonOf(error)}.`, 1)
}

/** What stands in the way of a file, to be put behind a colon. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  return reasons[code] ?? (code || String(error))
}

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  EEXIST: 'a part of its path is a file',
  ENOTDIR: 'a part of its path is a file',
  ENOENT: 'its folder cannot be made',
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
}
