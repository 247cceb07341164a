// npm run kill -- [--times N]
// Asks in a real VS Code a model that never ends, kills the extension host at a random moment, and looks at what is on
// the disk; again and again. Ends with 1 where a file was damaged. Needs npm run package before.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { root, vsixFile } from './project.ts'
import { makeAsker } from './vscode/asker.ts'
import { installExtension, startCodeServer } from './vscode/codeServer.ts'
import { createCounter, killHost, type Left } from './vscode/hostKiller.ts'
import { makeProfile } from './vscode/profile.ts'
import { folderUrl, launchChromium } from './vscode/workbench.ts'

const { values: flags } = parseArgs({ options: { times: { type: 'string', default: '10' } } })
/** VS Code starts a host that died anew, some times; after so long (milliseconds) the window is loaded again. */
const patience = 8000

const counter = await createCounter()
const profile = makeProfile({
  'thinktree.endpoints': [{ name: 'counter', baseUrl: counter.url, model: 'counts' }],
})
const folder = join(profile.home, 'shop')
cpSync(join(root, 'samples/shop'), folder, { recursive: true })
installExtension(profile, vsixFile())
installExtension(profile, await makeAsker(join(profile.home, 'asker'), join(folder, 'src/pricing.ts')))
const server = await startCodeServer(profile)
const browser = await launchChromium()
const page = await browser.newPage({ viewport: { width: 800, height: 600 } })

const all: Left[] = []
await page.goto(folderUrl(server.origin, folder))
for (let round = 1, before = 0; round <= Number(flags.times); round++) {
  do {
    for (let start = Date.now(); counter.asked() === before || counter.said().length === 0; await sleep(20)) {
      if (round === 1 || Date.now() - start < patience) continue
      await page.goto(folderUrl(server.origin, folder))
      start = Date.now() + 60_000
    }
    before = counter.asked()
    await sleep(Math.random() * 5000)
    // Who is not listened to any more asked from a window that was loaded again meanwhile: that ends a run in order.
  } while (!counter.heard())
  const left = await killHost(profile, counter)
  all.push(left)
  const wrong = left.wrong === undefined ? '' : ` WRONG: ${left.wrong}`
  console.log(`${round}: ${left.said} words said, ${left.kept} kept, ${left.lost} ms lost${wrong}`)
}
await browser.close()
await server.stop()
await counter.close()
const lost = all.map((left) => left.lost).toSorted((one, other) => one - other)
const wrong = all.filter((left) => left.wrong !== undefined).length
console.log(
  `${all.length} kills: ${wrong} damaged, lost in the middle ${lost[lost.length >> 1]} ms, at most ${lost.at(-1)} ms.`,
)
process.exit(wrong > 0 ? 1 : 0)
