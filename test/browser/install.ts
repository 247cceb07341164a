import type { TestProject } from 'vitest/node'
import { vsixFile } from '../../scripts/project.ts'
import { installExtension } from '../../scripts/vscode/codeServer.ts'
import { makeProfile } from '../../scripts/vscode/profile.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that holds the installed .vsix. */
    readonly extensions: string
  }
}

/** Installs what `npm run package` made, once for all browser tests. */
export function setup(project: TestProject): void {
  const profile = makeProfile()
  installExtension(profile, vsixFile())
  project.provide('extensions', profile.extensions)
}
