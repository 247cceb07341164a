import { workspace, type Uri } from 'vscode'
import { isReadOnly } from '../keeping/replaceFile.ts'

/** Whether a file is only to be read where it is: by its own rights, or by those of what holds it. */
export function isFixed({ scheme, fsPath }: Uri): boolean {
  if (scheme === 'untitled') return false
  return scheme === 'file' ? isReadOnly(fsPath) : workspace.fs.isWritableFileSystem(scheme) !== true
}
