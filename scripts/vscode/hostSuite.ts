import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTests } from '@vscode/test-electron'
import type { Counts } from '../counts.ts'
import { root } from '../project.ts'
import { bundleSuite } from './bundleSuite.ts'
import { readRecord, RECORD } from './hostRecord.ts'

/**
 * Runs test/host in a real extension host: in code-server, or with `desktop` in a desktop VS Code that
 * `@vscode/test-electron` downloads. Throws where the suite was not seen to start, run a test and end.
 */
export async function runHostSuite(host: 'code-server' | 'desktop'): Promise<Counts> {
  const scratch = mkdtempSync(join(tmpdir(), 'tt-host-'))
  const record = join(scratch, 'record.jsonl')
  const folder = join(scratch, 'samples')
  try {
    cpSync(join(root, 'samples'), folder, { recursive: true })
    await runTests({
      ...(host === 'code-server' && { vscodeExecutablePath: join(import.meta.dirname, 'launcher.ts') }),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(await bundleSuite(), 'main.cjs'),
      extensionTestsEnv: { [RECORD]: record },
      launchArgs: [folder, '--disable-extensions'],
    }).catch((error: unknown) => {
      if (!wasEnded(record)) throw error // else the record says more than an exit code
    })
    return countRecord(record)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function wasEnded(record: string): boolean {
  return readRecord(record).some((event) => event.type === 'ended')
}

function countRecord(record: string): Counts {
  const events = readRecord(record)
  const ended = events.find((event) => event.type === 'ended')
  if (!events.some((event) => event.type === 'started')) throw new Error('The suite never started.')
  if (!ended) throw new Error('The extension host went away before the suite ended.')
  const { passed, failed, skipped } = ended
  if (passed + failed === 0) throw new Error('The suite ran no test.')
  return { passed, failed, skipped }
}
