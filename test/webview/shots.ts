// node test/webview/shots.ts [FOLDER [PART…]] — draws the page in its states, themes and sizes, to be looked at. With
// parts, only pictures that have one of them in their name: `panel-STATE-THEME-SIZE`.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openWorld, sizes, type PageSize } from './support/browser.ts'
import type { Script } from './support/fakeHost.ts'
import { sampleScript } from './support/scripts.ts'
import { themes } from './support/site.ts'
import { states } from './support/states.ts'

/** What is drawn where no part is named. */
const shown = ['thinking', 'done', 'failed']

const [folder = 'test-results/panel', ...parts] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const world = await openWorld()
for (const theme of themes) {
  for (const size of Object.keys(sizes).filter(isSize)) {
    for (const [state, script] of Object.entries(states)) {
      const name = `panel-${state}-${theme}-${size}`
      const wanted = parts.length > 0 ? parts.some((part) => name.includes(part)) : shown.includes(state)
      if (wanted) await draw(name, () => world.open(theme, size, turnsOf(state, script)))
    }
  }
}
await world.close()

async function draw(name: string, open: () => ReturnType<typeof world.open>): Promise<void> {
  const { page, complaints } = await open()
  if (name.includes('-done-')) await chooseStep(page)
  await page.waitForTimeout(250)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  await page.close()
  console.log(name, ...complaints)
}

/** A finished turn stands in a conversation. */
function turnsOf(state: string, script: Script): readonly Script[] {
  return state === 'done'
    ? [sampleScript('discount-cents', { end: 'closed', usage: true }), script]
    : [script]
}

async function chooseStep(page: Page): Promise<void> {
  await page.locator('[role=treeitem]').nth(7).click()
  await page.mouse.move(0, 0)
}

function isSize(name: string): name is PageSize {
  return name in sizes
}
