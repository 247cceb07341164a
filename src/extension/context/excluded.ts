import { languages, workspace, type TextDocument, type Uri } from 'vscode'
import { ignoredBy, repositoryOf } from '../../endpoint/ignoreRules.ts'
import { exists, textIn } from '../files.ts'

/** What keeps a file from ever being sent: an ignore file's name, or the setting's; undefined where nothing does. */
export async function excludedBy(file: Uri, globs: readonly string[]): Promise<string | undefined> {
  // By its address alone: what was asked about before may be gone, and what was sent of it is kept.
  const document = { uri: file, languageId: '' } as TextDocument
  if (globs.flatMap(anywhere).some((pattern) => languages.match({ pattern }, document) > 0))
    return 'thinktree.context.exclude'
  if (file.scheme === 'untitled') return undefined
  // The repository may begin above the folder that is open.
  const root = (await repositoryOf(file.path, (path) => exists(file.with({ path })))) ?? folderOf(file)
  if (root === undefined) return undefined
  return ignoredBy(
    file.path.slice(root.length),
    async (path) => (await textIn(file.with({ path: `${root}${path}` }))) ?? '',
  )
}

/** As in an ignore file, `secret.ts` and `notes/` mean what lies in any folder. */
function anywhere(glob: string): readonly string[] {
  const path = glob.replace(/^\/|\/$/g, '')
  return [glob, `**/${path}`, `**/${path}/**`]
}

function folderOf(file: Uri): string | undefined {
  const folder = workspace.getWorkspaceFolder(file)
  return folder && `${folder.uri.path.replace(/\/$/, '')}/`
}
