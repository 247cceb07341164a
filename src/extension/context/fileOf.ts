import { Uri, workspace } from 'vscode'

/** The file that a text is a cell of, or an earlier state of such as a side of a diff: what holds for it holds for both. */
export function fileOf(text: Uri): Uri {
  if (!partsOfFiles.has(text.scheme)) return text
  const folder = workspace.workspaceFolders?.find(({ uri: { path } }) => text.path.startsWith(`${path}/`))
  return (folder?.uri ?? Uri.file('/')).with({ path: text.path })
}

/** Texts whose path is that of a file. */
const partsOfFiles: ReadonlySet<string> = new Set(['vscode-notebook-cell', 'git', 'vscode-local-history'])
