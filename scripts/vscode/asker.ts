import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'

/** An extension that, whenever VS Code starts, selects some lines of a file and asks about them: returns its .vsix. */
export async function makeAsker(folder: string, file: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const manifest = {
    name: 'asker',
    publisher: 'test',
    version: '0.0.1',
    description: 'Asks at every start.',
    engines: { vscode: '^1.101.0' },
    activationEvents: ['onStartupFinished'],
    extensionDependencies: ['thinktree.thinktree'],
    main: './main.js',
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'README.md'), 'Asks at every start.\n')
  writeFileSync(join(folder, 'LICENSE'), 'MIT\n')
  writeFileSync(
    join(folder, 'main.js'),
    `const { commands, Selection, Uri, window } = require('vscode')
exports.activate = async () => {
  const editor = await window.showTextDocument(Uri.file(${JSON.stringify(file)}))
  editor.selection = new Selection(32, 0, 35, 1)
  await commands.executeCommand('thinktree.explainSelection')
}
`,
  )
  const packagePath = join(folder, 'asker.vsix')
  await createVSIX({ cwd: folder, packagePath, dependencies: false, allowMissingRepository: true })
  return packagePath
}
