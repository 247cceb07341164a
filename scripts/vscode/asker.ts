import { makeExtension } from './makeExtension.ts'

/** An extension that, whenever VS Code starts, selects some lines of a file and asks about them: returns its .vsix. */
export function makeAsker(folder: string, file: string): Promise<string> {
  return makeExtension(
    folder,
    {
      name: 'asker',
      activationEvents: ['onStartupFinished'],
      extensionDependencies: ['thinktree.thinktree'],
    },
    `const { commands, Selection, Uri, window } = require('vscode')
exports.activate = async () => {
  const editor = await window.showTextDocument(Uri.file(${JSON.stringify(file)}))
  editor.selection = new Selection(32, 0, 35, 1)
  await commands.executeCommand('thinktree.explainSelection')
}
`,
  )
}
