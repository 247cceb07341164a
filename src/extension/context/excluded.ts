import { languages, Uri, workspace } from 'vscode'
import {
  basesOf,
  ignoreFiles,
  isIgnored,
  readIgnoreRules,
  type IgnoreRules,
} from '../../endpoint/ignoreRules.ts'

/** What keeps a file from ever being sent: an ignore file's name, or the setting's; undefined where nothing does. */
export async function excludedBy(file: Uri, globs: readonly string[]): Promise<string | undefined> {
  const document = await workspace.openTextDocument(file)
  if (globs.some((pattern) => languages.match({ pattern }, document) > 0)) return 'thinktree.context.exclude'
  const folder = workspace.getWorkspaceFolder(file)
  if (!folder) return undefined
  const path = workspace.asRelativePath(file, false)
  for (const name of ignoreFiles)
    if (isIgnored(path, await rulesOnTheWay(folder.uri, path, name))) return name
  return undefined
}

/** Of the root and of each folder down to the file. */
async function rulesOnTheWay(root: Uri, path: string, name: string): Promise<readonly IgnoreRules[]> {
  const read = basesOf(path).map(async (base) => {
    const bytes = await workspace.fs
      .readFile(Uri.joinPath(root, base, name))
      .then(undefined, () => new Uint8Array())
    return readIgnoreRules(new TextDecoder().decode(bytes), base)
  })
  return Promise.all(read)
}
