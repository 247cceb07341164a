// npm run demo -- [--check | --desktop] [--speed TOKENS_PER_SECOND] [--model NAME] [--recordings FOLDER]
// A VS Code on the sample shop, with the extension installed and pointed at the sample endpoint. It stays up until
// Ctrl+C. --check works it headless instead: one question, from the selection to tree and explanation, and a picture of
// it in demo.png. --desktop opens the desktop's `code` and not one in the browser.
import { spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { explainInBrowser } from './demoCheck.ts'
import { createSampleEndpoint } from './endpoint/server.ts'
import { root, runScript, vsixFile } from './project.ts'
import { installExtension, startCodeServer } from './vscode/codeServer.ts'
import { makeProfile } from './vscode/profile.ts'
import { folderUrl } from './vscode/workbench.ts'

const { values: flags } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    desktop: { type: 'boolean', default: false },
    speed: { type: 'string' },
    model: { type: 'string', default: 'sample-r1' },
    recordings: { type: 'string' },
  },
})

// Ending this process ends the servers and removes what they wrote.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => process.exit(flags.check ? 130 : 0))

const endpoint = await createSampleEndpoint({
  tokensPerSecond: Number(flags.speed ?? (flags.check ? 400 : 60)),
  ...(flags.recordings !== undefined && { recordings: flags.recordings }),
})
console.log(`The sample endpoint answers at ${endpoint.url}.`)

const profile = makeProfile({
  'thinktree.endpoints': [
    { name: 'Samples', baseUrl: endpoint.url, model: flags.model },
    { name: 'A smaller model', baseUrl: endpoint.url, model: 'sample-r1-distill' },
  ],
})
const folder = join(profile.home, 'shop')
cpSync(join(root, 'samples/shop'), folder, { recursive: true })

if (flags.desktop) openDesktop()
else await openBrowser()

async function openBrowser(): Promise<void> {
  runScript('package.ts')
  installExtension(profile, vsixFile())
  const server = await startCodeServer(profile)
  if (!flags.check) return invite(`Open ${folderUrl(server.origin, folder)}`)
  try {
    await explainInBrowser({ server, folder, endpoint, picture: join(root, 'demo.png') })
  } catch (error) {
    console.error(`demo: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
  await server.stop()
  process.exit()
}

function openDesktop(): void {
  runScript('build.ts')
  const places = ['--user-data-dir', profile.userData, '--extensions-dir', profile.extensions]
  const code = spawn('code', ['--new-window', `--extensionDevelopmentPath=${root}`, ...places, folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  code.on('error', () => {
    console.error(
      'demo: no `code` on the PATH. In VS Code, run “Shell Command: Install code command in PATH”.',
    )
    process.exit(1)
  })
  invite('A window of VS Code opens.')
}

function invite(first: string): void {
  console.log(`
  ${first}
  Open src/pricing.ts, select a function and run “ThinkTree: Explain Selection” (F1 finds it).
  Ctrl+C ends the demo.
`)
}
