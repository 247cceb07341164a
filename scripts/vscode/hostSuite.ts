import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTests } from '@vscode/test-electron'
import { build } from 'esbuild'
import type { Counts } from '../counts.ts'
import { root } from '../project.ts'
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

/** One bundle a test file, so that mocha loads them as it loads any. */
async function bundleSuite(): Promise<string> {
  const outdir = join(root, '.vscode-test/host')
  rmSync(outdir, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: globSync('test/host/*.ts', { cwd: root }),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    define: { 'import.meta.dirname': '__dirname' },
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  })
  return outdir
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
