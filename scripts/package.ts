// npm run package: a production build and from it thinktree-<version>.vsix, which holds only what runs.
import { execFileSync } from 'node:child_process'
import { createVSIX } from '@vscode/vsce'
import { root, vsixFile } from './project.ts'

execFileSync(process.execPath, ['scripts/build.ts', '--production'], { cwd: root, stdio: 'inherit' })
await createVSIX({ cwd: root, packagePath: vsixFile(), dependencies: false })
