import { globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../project.ts'

/** Bundles test/host, a bundle each file, so that mocha loads them as it loads any; returns the folder they are in. */
export async function bundleSuite(): Promise<string> {
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
