import { languages, workspace, type Uri } from 'vscode'
import {
  basesOf,
  foldersAbove,
  ignoreFiles,
  isIgnored,
  readIgnoreRules,
  repositoryMarks,
  type IgnoreRules,
} from '../../endpoint/ignoreRules.ts'

/** What keeps a file from ever being sent: an ignore file's name, or the setting's; undefined where nothing does. */
export async function excludedBy(file: Uri, globs: readonly string[]): Promise<string | undefined> {
  const document = await workspace.openTextDocument(file)
  if (globs.some((pattern) => languages.match({ pattern }, document) > 0)) return 'thinktree.context.exclude'
  if (file.scheme === 'untitled') return undefined
  const root = (await repositoryOf(file)) ?? folderOf(file)
  if (root === undefined) return undefined
  const path = file.path.slice(root.length)
  for (const name of ignoreFiles)
    if (isIgnored(path, await rulesOnTheWay(file, root, path, name))) return name
  return undefined
}

/** Where the repository begins that the file lies in; that may be above the folder that is open. */
async function repositoryOf(file: Uri): Promise<string | undefined> {
  for (const folder of foldersAbove(file.path)) {
    const marks = repositoryMarks.map((mark) => workspace.fs.stat(file.with({ path: `${folder}${mark}` })))
    if ((await Promise.allSettled(marks)).some(({ status }) => status === 'fulfilled')) return folder
  }
  return undefined
}

function folderOf(file: Uri): string | undefined {
  const folder = workspace.getWorkspaceFolder(file)
  return folder && `${folder.uri.path.replace(/\/$/, '')}/`
}

/** Of the root and of each folder down to the file. */
async function rulesOnTheWay(
  file: Uri,
  root: string,
  path: string,
  name: string,
): Promise<readonly IgnoreRules[]> {
  const read = basesOf(path).map(async (base) => {
    const bytes = await workspace.fs
      .readFile(file.with({ path: `${root}${base}${name}` }))
      .then(undefined, () => new Uint8Array())
    return readIgnoreRules(new TextDecoder().decode(bytes), base)
  })
  return Promise.all(read)
}
