import { languages, workspace, type Uri } from 'vscode'
import { ignoredBy, repositoryOf } from '../../endpoint/ignoreRules.ts'

/** What keeps a file from ever being sent: an ignore file's name, or the setting's; undefined where nothing does. */
export async function excludedBy(file: Uri, globs: readonly string[]): Promise<string | undefined> {
  const document = await workspace.openTextDocument(file)
  if (globs.some((pattern) => languages.match({ pattern }, document) > 0)) return 'thinktree.context.exclude'
  if (file.scheme === 'untitled') return undefined
  // The repository may begin above the folder that is open.
  const root = (await repositoryOf(file.path, (path) => exists(file.with({ path })))) ?? folderOf(file)
  if (root === undefined) return undefined
  return ignoredBy(file.path.slice(root.length), (path) => textOf(file.with({ path: `${root}${path}` })))
}

function exists(file: Uri): Promise<boolean> {
  return Promise.resolve(workspace.fs.stat(file)).then(
    () => true,
    () => false,
  )
}

function folderOf(file: Uri): string | undefined {
  const folder = workspace.getWorkspaceFolder(file)
  return folder && `${folder.uri.path.replace(/\/$/, '')}/`
}

async function textOf(file: Uri): Promise<string> {
  const bytes = await workspace.fs.readFile(file).then(undefined, () => new Uint8Array())
  return new TextDecoder().decode(bytes)
}
