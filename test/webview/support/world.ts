import { afterAll, beforeAll } from 'vitest'
import { openWorld, type PageWorld } from './browser.ts'
import type { SiteOptions } from './site.ts'

/** A Chromium with the page in it, open while the tests of a file or a group run. */
export function useWorld(options: SiteOptions = {}): Omit<PageWorld, 'close'> {
  let world: PageWorld | undefined
  const opened = () => {
    if (!world) throw new Error('The page is asked for before the tests run.')
    return world
  }
  beforeAll(async () => {
    world = await openWorld(options)
  })
  afterAll(() => world?.close())
  return {
    get site() {
      return opened().site
    },
    open: (...how) => opened().open(...how),
  }
}
