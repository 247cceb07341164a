import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { staysInside } from '../../base/staysInside.ts'
import { contextHash } from '../../traces/contextHash.ts'
import type { ContextPart } from '../../traces/head.ts'

/** Of several folders the one that has the code as it was sent; else one that has its file; else the first. */
export function folderOfCode<T extends { readonly fsPath: string }>(
  folders: readonly T[],
  code: ContextPart | undefined,
): T | undefined {
  const fileIn = ({ fsPath }: T) => join(fsPath, code?.path ?? '')
  const having = code && staysInside(code.path) ? folders.filter((folder) => existsSync(fileIn(folder))) : []
  const [first = folders[0], ...others] = having
  if (!code || others.length === 0) return first
  return having.find((folder) => isAsSent(fileIn(folder), code)) ?? first
}

function isAsSent(file: string, { hash, lines }: ContextPart): boolean {
  try {
    return contextHash(readFileSync(file, 'utf8'), lines) === hash
  } catch {
    return false
  }
}
