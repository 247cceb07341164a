import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'

/** A small extension for a test, such as a person may have beside ours; `main` is CommonJS. Returns its .vsix. */
export async function makeExtension(
  folder: string,
  manifest: Readonly<Record<string, unknown>> & { readonly name: string },
  main: string,
): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const all = {
    publisher: 'test',
    version: '0.0.1',
    description: 'For a test.',
    engines: { vscode: '^1.101.0' },
    main: './main.js',
    ...manifest,
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(all))
  writeFileSync(join(folder, 'README.md'), 'For a test.\n')
  writeFileSync(join(folder, 'LICENSE'), 'MIT\n')
  writeFileSync(join(folder, 'main.js'), main)
  const packagePath = join(folder, `${manifest.name}.vsix`)
  await createVSIX({ cwd: folder, packagePath, dependencies: false, allowMissingRepository: true })
  return packagePath
}
