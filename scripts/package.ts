// npm run package: a production build and from it thinktree-<version>.vsix, which holds only what runs.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'
import { root, runScript, vsixFile } from './project.ts'

runScript('build.ts', '--production')
// VS Code shows no picture that lies in a package.
const readmePath = 'dist/README.md'
const readme = readFileSync(join(root, 'README.md'), 'utf8')
writeFileSync(join(root, readmePath), readme.replace(/^!\[.*\n\n/gm, ''))

await createVSIX({
  cwd: root,
  packagePath: vsixFile(),
  readmePath,
  dependencies: false,
  allowMissingRepository: true,
})
