import { workspace, type Uri } from 'vscode'

/** What is in a file on its disk; undefined where there is no such file. */
export async function textIn(uri: Uri): Promise<string | undefined> {
  return workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  )
}

/** The same as the editor has it, saved or not. */
export async function textInEditor(uri: Uri): Promise<string | undefined> {
  return workspace.openTextDocument(uri).then(
    (document) => document.getText(),
    () => undefined,
  )
}

export async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  )
}
