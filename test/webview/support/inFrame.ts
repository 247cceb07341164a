import { expect } from 'vitest'
import type { FrameLocator, Locator, Page } from 'playwright-core'

export interface Framed {
  readonly frame: FrameLocator
  readonly body: Locator
  /** The keyboard goes elsewhere, as it does when VS Code asks something. */
  readonly away: () => Promise<void>
  readonly back: () => Promise<void>
}

/** Puts an open page into a frame, as VS Code does, beside a field that may have the keyboard. */
export async function inFrame(page: Page, stage: string): Promise<Framed> {
  // A frame of another site has a process of its own, and no storage.
  const address = page.url().replace('127.0.0.1', 'localhost')
  await page.goto(stage)
  await page.setContent(`<input><iframe src="${address}" width="1200" height="700"></iframe>`)
  const frame = page.frameLocator('iframe')
  const body = frame.locator('body')
  await frame.locator('#root > *').waitFor()
  return {
    frame,
    body,
    async away() {
      await page.locator('input').focus()
      await expect.poll(() => body.evaluate(() => document.hasFocus())).toBe(false)
    },
    back: () => page.locator('iframe').evaluate((of: HTMLIFrameElement) => of.contentWindow?.focus()),
  }
}
