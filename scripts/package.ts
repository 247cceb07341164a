// npm run package: a production build and from it thinktree-<version>.vsix, which holds only what runs.
import { createVSIX } from '@vscode/vsce'
import { root, runScript, vsixFile } from './project.ts'

runScript('build.ts', '--production')
await createVSIX({ cwd: root, packagePath: vsixFile(), dependencies: false, allowMissingRepository: true })
