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
  if (!code || folders.length < 2 || !staysInside(code.path)) return folders[0]
  const fileIn = ({ fsPath }: T) => join(fsPath, code.path)
  const having = folders.filter((folder) => existsSync(fileIn(folder)))
  if (having.length < 2) return having[0] ?? folders[0]
  return having.find((folder) => isAsSent(fileIn(folder), code)) ?? having[0]
}

function isAsSent(file: string, { hash, lines }: ContextPart): boolean {
  try {
    return contextHash(readFileSync(file, 'utf8'), lines) === hash
  } catch {
    return false
  }
}
