import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'

let bin: string
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'tt-bin-'))
})
afterEach(() => rmSync(bin, { recursive: true, force: true }))

// Where all that setup would bring is there already, but for Chromium, which the tests take off the PATH.
const ready = existsSync(join(root, '.vscode-test/code-server')) && process.platform === 'linux'
const asRoot = process.getuid?.() === 0

describe.runIf(ready)('setup, on a machine without Chromium', () => {
  test.runIf(asRoot)('installs it with apt-get, and only it', () => {
    const log = join(bin, 'log')
    program('apt-get', `echo "$*" >> ${log}; case "$*" in *install*) : > ${bin}/chromium;; esac`)
    const { status, stdout } = setup('--for', 'test')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^setup: Chromium: apt-get install chromium … \d+ s\n$/)
    expect(readFileSync(log, 'utf8').match(/(update|install.*)$/gm)).toEqual([
      'update',
      'install --yes --no-install-recommends chromium',
    ])
  })

  test.runIf(asRoot)('says what apt-get said when it fails', () => {
    program('apt-get', 'echo "E: Unable to locate package chromium" >&2; exit 100')
    const { status, stderr } = setup('--for', 'test')
    expect(status).toBe(1)
    expect(stderr).toContain(
      'Install it (Debian: apt-get install chromium) or name a Chrome or Chromium in CHROMIUM.',
    )
    expect(stderr).toContain('E: Unable to locate package chromium')
  })

  test('says what to do where there is no apt-get', () => {
    const { status, stderr } = setup('--for', 'test')
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^setup: Chromium is missing\. Install it .* or name a Chrome or Chromium in CHROMIUM\.\n$/,
    )
  })

  test('lets a person open the demo in a browser of theirs', () => {
    expect(setup('--for', 'demo').status).toBe(0)
  })

  test('needs none to build', () => {
    expect(setup().status).toBe(0)
  })

  test('hands over to Node 24 and passes on how the script ended', () => {
    const { status, stdout } = setup('--for', 'build', '-e', 'console.log(process.version); process.exit(7)')
    expect(status).toBe(7)
    expect(stdout).toMatch(/^v24\./)
  })
})

function setup(...args: readonly string[]) {
  const env = { ...process.env, PATH: bin, CHROMIUM: undefined, THINKTREE_VSCODE: undefined }
  return spawnSync(process.execPath, ['scripts/setup.mjs', ...args], { cwd: root, encoding: 'utf8', env })
}

/** Puts a shell script on the PATH. */
function program(name: string, body: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`)
  chmodSync(join(bin, name), 0o755)
}
