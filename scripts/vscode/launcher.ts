#!/usr/bin/env node
// Stands in for desktop VS Code: takes its flags, so that @vscode/test-electron can start it, and runs the suite in the
// extension host of code-server behind a headless Chromium.
//   launcher.ts [FOLDER] --extensionDevelopmentPath=DIR… --extensionTestsPath=FILE   (other flags are ignored)
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCodeServer } from './codeServer.ts'
import { readRecord, RECORD } from './hostRecord.ts'
import { makeProfile } from './profile.ts'
import { launchChromium } from './workbench.ts'

const PATIENCE = 300_000

const flags = process.argv.slice(2)
const folder = flags.find((flag) => !flag.startsWith('-'))

// Ending this process ends the server and the browser and removes the profile.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))
// Without the flag VS Code runs no suite; with it, it shows no notifications, so only suites get it.
const server = await startCodeServer(makeProfile(), { flags: ['--vscode-option=enable-smoke-test-driver'] })
const browser = await launchChromium()
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
const { promise: exited, resolve: exit } = Promise.withResolvers<number>()
page.on('crash', () => exit(1))
// The two names are VS Code's own hooks for suites that run in a browser.
await page.exposeFunction('codeAutomationLog', () => {})
await page.exposeFunction('codeAutomationExit', (code: number) => exit(code))
await page.goto(`${server.origin}/?${query()}`)
const printing = print(process.env[RECORD])
const code = await Promise.race([exited, sleep(PATIENCE, 124, { ref: false })])
if (code === 124) console.error(`launcher: the suite did not end in ${PATIENCE / 1000} s`)
await browser.close()
await server.stop()
printing.stop()
process.exit(code)

/** The suite's paths must be of the server's side: URIs with the authority that the page itself has. */
function query(): URLSearchParams {
  const uri = (path: string) => `vscode-remote://${new URL(server.origin).host}${path}`
  const payload = [
    ...values('extensionDevelopmentPath').map((path) => ['extensionDevelopmentPath', uri(path)]),
    ...values('extensionTestsPath').map((path) => ['extensionTestsPath', uri(path)]),
    ['skipWelcome', 'true'],
  ]
  return new URLSearchParams({
    ...(folder === undefined ? { ew: 'true' } : { folder: resolve(folder) }),
    payload: JSON.stringify(payload),
  })
}

function values(name: string): readonly string[] {
  const start = `--${name}=`
  return flags.filter((flag) => flag.startsWith(start)).map((flag) => resolve(flag.slice(start.length)))
}

/** Passes on what the suite prints: the extension host of code-server has no terminal of its own. */
function print(file: string | undefined): { readonly stop: () => void } {
  let seen = 0
  const drain = () => {
    const events = file === undefined ? [] : readRecord(file)
    for (const event of events.slice(seen)) if (event.type === 'printed') process.stdout.write(event.text)
    seen = events.length
  }
  const timer = setInterval(drain, 100)
  return {
    stop: () => {
      clearInterval(timer)
      drain()
    },
  }
}
