import { execFileSync, spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Profile } from './profile.ts'

const entry = resolve(
  import.meta.dirname,
  '../../.vscode-test/code-server/node_modules/code-server/out/node/entry.js',
)

const guard = join(import.meta.dirname, 'guard.ts')

/** VS Code served to a browser. */
export interface CodeServer {
  /** `http://127.0.0.1:PORT`; nothing but this machine reaches it. */
  readonly origin: string
  readonly log: () => string
  readonly stop: () => Promise<void>
}

/** Puts a .vsix into the profile's extensions folder, as a user would. */
export function installExtension(profile: Profile, vsix: string): void {
  execFileSync(process.execPath, [entryFile(), '--install-extension', resolve(vsix), ...folders(profile)], {
    env: profile.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

interface Extra {
  /** What the extension host finds in its environment beside the profile's. */
  readonly env?: NodeJS.ProcessEnv
  readonly flags?: readonly string[]
  /** `asked` has folders untrusted until somebody says otherwise. */
  readonly trust?: 'all' | 'asked'
}

/** Starts VS Code on a free port of 127.0.0.1; resolves when it answers. */
export async function startCodeServer(
  profile: Profile,
  { env = {}, flags = [], trust = 'all' }: Extra = {},
): Promise<CodeServer> {
  const port = await findFreePort()
  const origin = `http://127.0.0.1:${port}`
  const logFile = join(profile.home, 'server.log')
  const output = openSync(logFile, 'w')
  const log = () => readFileSync(logFile, 'utf8')
  const child = spawn(
    process.execPath,
    [guard, entryFile(), ...options(port), ...trustFlags(trust), ...flags, ...folders(profile)],
    { env: { ...profile.env, ...env }, stdio: ['pipe', output, output], detached: true },
  )
  let ended: string | undefined
  child.on('exit', (code, signal) => (ended = String(code ?? signal)))
  process.prependListener('exit', () => killGroup(child.pid))
  const stop = async () => {
    child.stdin?.end()
    for (let wait = 0; wait < 60 && ended === undefined; wait++) await sleep(50)
    killGroup(child.pid)
  }
  for (const start = Date.now(); !(await answers(origin)); await sleep(50)) {
    if (ended !== undefined) throw new Error(`code-server ended (${ended}):\n${log().slice(-2000)}`)
    if (Date.now() - start < 60_000) continue
    await stop()
    throw new Error(`code-server did not answer in 60 s:\n${log().slice(-2000)}`)
  }
  return { origin, log, stop }
}

function entryFile(): string {
  if (existsSync(entry)) return entry
  throw new Error('code-server is missing. Bring it with: node scripts/setup.mjs --for test')
}

function folders({ userData, extensions }: Profile): readonly string[] {
  return ['--user-data-dir', userData, '--extensions-dir', extensions]
}

function options(port: number): readonly string[] {
  return [
    `--bind-addr=127.0.0.1:${port}`,
    '--auth=none',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-proxy',
    '--disable-getting-started-override',
  ]
}

function findFreePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function answers(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/healthz`)).ok
  } catch {
    return false
  }
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL')
  } catch {
    // The group is gone already.
  }
}

function trustFlags(trust: NonNullable<Extra['trust']>): readonly string[] {
  return trust === 'all' ? ['--disable-workspace-trust'] : []
}
