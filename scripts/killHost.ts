// npm run kill -- [--times N]
// Asks in a real VS Code a model that never ends, kills the extension host at a random moment, and looks at what is on
// the disk; again and again. Ends with 1 where a file was damaged. Needs npm run package before.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { root } from './project.ts'
import { installExtension, startCodeServer } from './vscode/codeServer.ts'
import { createCounter, hostOf, killHost, type Left } from './vscode/hostKiller.ts'
import { makeProfile } from './vscode/profile.ts'
import { Workbench } from './vscode/workbench.ts'

const { values: flags } = parseArgs({ options: { times: { type: 'string', default: '10' } } })
const counter = await createCounter()
const profile = makeProfile({
  'thinktree.endpoints': [{ name: 'counter', baseUrl: counter.url, model: 'counts', server: 'other' }],
})
installExtension(profile, join(root, 'thinktree-0.1.0.vsix'))
const folder = join(profile.home, 'shop')
cpSync(join(root, 'samples/shop'), folder, { recursive: true })
const server = await startCodeServer(profile)
const workbench = await Workbench.open(server.origin, folder, { width: 1280, height: 800 })

await workbench.openFile('pricing.ts')
await workbench.selectLines(33, 36)

const all: Left[] = []
for (let round = 1; round <= Number(flags.times); round++) {
  await ask()
  await sleep(Math.random() * 5000)
  const left = await killHost(profile, counter)
  all.push(left)
  console.log(
    `${round}: ${left.said} words said, ${left.kept} kept, ${left.lost} ms lost${left.wrong ? ` WRONG: ${left.wrong}` : ''}`,
  )
  const gone = Date.now()
  while (hostOf(profile) === undefined && Date.now() - gone < 2000) await sleep(100)
  if (hostOf(profile) === undefined) await workbench.command('Developer: Restart Extension Host')
}
await workbench.close()
await server.stop()
await counter.close()
const lost = all.map((left) => left.lost).toSorted((one, other) => one - other)
const wrong = all.filter((left) => left.wrong !== undefined).length
console.log(
  `${all.length} kills: ${wrong} damaged, lost in the middle ${lost[lost.length >> 1]} ms, at most ${lost.at(-1)} ms.`,
)
process.exit(wrong > 0 ? 1 : 0)

async function ask(): Promise<void> {
  const before = counter.asked()
  while (hostOf(profile) === undefined) await sleep(100)
  await workbench.command('ThinkTree: Explain Selection')
  while (counter.asked() === before || counter.said().length === 0) await sleep(20)
}
