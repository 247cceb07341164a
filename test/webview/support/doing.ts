import type { Page } from 'playwright-core'
import type { FromWebview } from '../../../src/protocol/webview.ts'

/** What the page has told the host, of one type. */
export async function said<T extends FromWebview['type']>(
  page: Page,
  type: T,
): Promise<Extract<FromWebview, { type: T }>[]> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  const sent = await page.evaluate(() => window.fakeHost.sent)
  return sent.filter((message): message is Extract<FromWebview, { type: T }> => message.type === type)
}

export async function middleOf(page: Page, selector: string): Promise<[number, number]> {
  const box = await page.locator(selector).boundingBox()
  return box ? [box.x + box.width / 2, box.y + box.height / 2] : [0, 0]
}
