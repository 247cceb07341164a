import { expect, test } from 'vitest'
import { codicons } from '../../scripts/codicons.ts'
import { kindIcons, stateIcons } from '../../webview/icons.ts'
import { states } from './support/states.ts'
import { useWorld } from './support/world.ts'

const world = useWorld()

test('every icon that a page draws is in the font it loads', async () => {
  const missing = new Set<string>()
  for (const state of Object.values(states)) {
    const { page } = await world.open('dark', 'wide', [state])
    await page.locator('.codicon').first().waitFor()
    const found = await page
      .locator('.codicon')
      .evaluateAll((icons) =>
        icons
          .filter((icon) => getComputedStyle(icon, '::before').content === 'none')
          .map((icon) => icon.className),
      )
    for (const name of found) missing.add(name)
    await page.close()
  }
  expect([...missing]).toEqual([])
})

test('icons of kinds and states are kept, others are left out, and the font is small', async () => {
  const [[, css], [, font]] = (await codicons()) as [[string, Buffer], [string, Buffer]]
  for (const name of [...Object.values(kindIcons), ...Object.values(stateIcons)])
    expect(css.toString()).toContain(`.codicon-${name}:before`)
  expect(css.toString()).not.toContain('.codicon-rocket:before')
  expect(font.length).toBeLessThan(40_000)
})
