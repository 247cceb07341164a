import { execFile } from 'node:child_process'
import { homedir, userInfo } from 'node:os'
import { workspace } from 'vscode'

/** Who judges here: as the setting says, else the name that one has in Git, else on this machine. */
export function createReviewer(setting: () => string): () => Promise<string> {
  let inGit: Promise<string> | undefined
  return async () => setting() || (await (inGit ??= nameInGit())) || nameHere()
}

/** A folder that is not trusted does not say who one is. */
function nameInGit(): Promise<string> {
  const folder = workspace.isTrusted
    ? workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')
    : undefined
  return new Promise((done) => {
    const cwd = folder?.uri.fsPath ?? homedir()
    execFile('git', ['config', '--get', 'user.name'], { cwd, timeout: 5000 }, (error, out) =>
      done(error ? '' : out.trim()),
    )
  })
}

/** Not every system knows who its user is. */
function nameHere(): string {
  try {
    return userInfo().username
  } catch {
    return 'reviewer'
  }
}
