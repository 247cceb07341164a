import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The checkout. */
export const root = resolve(import.meta.dirname, '..')

/** What `npm run package` makes. */
export function vsixFile(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const version =
    typeof manifest === 'object' && manifest && 'version' in manifest ? manifest.version : undefined
  return join(root, `thinktree-${String(version)}.vsix`)
}

/** Runs another script of the project; when that fails, having said why, this one ends with it. */
export function runScript(name: string, ...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [join('scripts', name), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
