/**
 * Which VS Code runs the suites: code-server, unless THINKTREE_VSCODE is `desktop` or the machine is one that
 * code-server does not run on.
 */
export function chosenHost(): 'code-server' | 'desktop' {
  return process.env['THINKTREE_VSCODE'] === 'desktop' || process.platform === 'win32'
    ? 'desktop'
    : 'code-server'
}
