import { Range, Uri, workspace } from 'vscode'
import { staysInside } from '../../base/staysInside.ts'
import type { Head } from '../../traces/head.ts'
import { folderOfCode } from './folderOfCode.ts'
import type { Place } from './places.ts'

/**
 * Where the paths of a trace lead: into the workspace's folder that its file is in, else the one that has the code. `shop`
 * is what our samples speak of.
 */
export function placeOfHead({ context, names, sample }: Head, file: Uri, shop: Uri): Place {
  const [asked] = context
  const folders = workspace.workspaceFolders?.map(({ uri }) => uri) ?? []
  const root = sample ? shop : (workspace.getWorkspaceFolder(file)?.uri ?? folderOfCode(folders, asked))
  const [first, last] = asked?.lines ?? []
  return {
    root,
    file: root && asked && staysInside(asked.path) ? Uri.joinPath(root, asked.path) : undefined,
    asked: first === undefined || last === undefined ? undefined : new Range(first - 1, 0, last - 1, 0),
    known: { paths: context.map(({ path }) => path), names },
  }
}
