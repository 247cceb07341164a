import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installExtension, startCodeServer } from './codeServer.ts'
import { makeProfile } from './profile.ts'
import { Workbench } from './workbench.ts'

/** Milliseconds, one for each window that was opened. */
export interface Activation {
  /** To read and run the bundle's top level. */
  readonly load: readonly number[]
  /** For `activate` to return. */
  readonly activate: readonly number[]
}

/** Put in the bundle's place in an installed copy: takes the time on the extension host's own clock. */
const stopwatch = `
const { appendFileSync } = require('node:fs')
const start = performance.now()
const extension = require('./bundle.cjs')
const load = performance.now() - start
exports.deactivate = extension.deactivate
exports.activate = async (context) => {
  const start = performance.now()
  const api = await extension.activate(context)
  const activate = performance.now() - start
  appendFileSync(process.env.THINKTREE_TIMES, JSON.stringify({ load, activate }) + '\\n')
  return api
}
`

/** Opens `windows` windows of VS Code one after another, with the .vsix installed, and times its activation in each. */
export async function measureActivation(vsix: string, windows: number): Promise<Activation> {
  const profile = makeProfile()
  installExtension(profile, vsix)
  const [dist = ''] = globSync('thinktree.thinktree-*/dist', { cwd: profile.extensions })
  const bundle = join(profile.extensions, dist, 'extension.cjs')
  renameSync(bundle, join(profile.extensions, dist, 'bundle.cjs'))
  writeFileSync(bundle, stopwatch)
  const times = join(profile.home, 'times.jsonl')
  const server = await startCodeServer(profile, { env: { THINKTREE_TIMES: times } })
  try {
    for (let count = 1; count <= windows; count++) {
      const workbench = await Workbench.open(server.origin, profile.home, { width: 800, height: 600 })
      for (let wait = 0; wait < 300 && readTimes(times).length < count; wait++) await sleep(100)
      await workbench.close()
    }
  } finally {
    await server.stop()
  }
  const found = readTimes(times)
  if (found.length < windows)
    throw new Error(`The extension was activated ${found.length} times in ${windows} windows.`)
  return { load: found.map(({ load }) => load), activate: found.map(({ activate }) => activate) }
}

function readTimes(file: string): readonly { readonly load: number; readonly activate: number }[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
