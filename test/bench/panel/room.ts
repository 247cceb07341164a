import { chromium, type Browser, type CDPSession, type Frame, type Page } from 'playwright-core'
import { findChromium } from '../../../scripts/vscode/findChromium.mjs'
import type { ToWebview } from '../../../src/protocol/webview.ts'
import { encode } from '../../../src/protocol/wire.ts'
import { openSite, type Site } from '../../webview/support/site.ts'
import { profiled } from './profile.ts'
import { categories, mark, tasksOf, type Task } from './trace.ts'

/** A Chromium with a stage, on which panels are opened one after the other. */
export class Room implements AsyncDisposable {
  readonly site: Site
  readonly page: Page
  /** Prints where the time goes. */
  readonly profiling: boolean
  readonly #browser: Browser

  static async open(profiling: boolean): Promise<Room> {
    const site = await openSite({
      host: 'test/bench/panel/probe.ts',
      stage: 'test/bench/panel/stage.ts',
      readable: profiling,
    })
    const browser = await chromium.launch({
      executablePath: findChromium(),
      args: ['--no-sandbox', '--disable-gpu', '--site-per-process'],
    })
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
    await page.goto(site.stage)
    return new Room(site, browser, page, profiling)
  }

  private constructor(site: Site, browser: Browser, page: Page, profiling: boolean) {
    this.site = site
    this.profiling = profiling
    this.page = page
    this.#browser = browser
  }

  /** A fresh panel, in the place of the one before. */
  async panel(): Promise<Panel> {
    await this.page.evaluate((address) => window.stage.open(address), this.site.address('dark', 'en'))
    const frame = this.page.frames().find((one) => one.parentFrame() === this.page.mainFrame())
    if (!frame) throw new Error('The panel did not open')
    const session = await this.page.context().newCDPSession(frame)
    await session.send('Performance.enable')
    return { room: this, frame, session }
  }

  async trace(): Promise<void> {
    await this.#browser.startTracing(this.page, { categories: [...categories] })
  }

  async traced(): Promise<readonly Task[]> {
    return tasksOf(await this.#browser.stopTracing())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close()
    await this.site.close()
  }
}

export interface Panel {
  readonly room: Room
  readonly frame: Frame
  readonly session: CDPSession
}

/** What happened in a panel while something was done to it. */
export interface Watched {
  readonly tasks: readonly Task[]
  /** Milliseconds from one frame to the next. */
  readonly frames: readonly number[]
  /** The most nodes that stood in the document, texts included. */
  readonly nodes: number
  /** Of each message: from being sent, and from being told, to the frame after the one that shows it. */
  readonly shown: readonly { readonly sent: number; readonly told: number }[]
}

export async function watch({ room, frame, session }: Panel, work: () => Promise<unknown>): Promise<Watched> {
  await frame.evaluate(() => window.probe.begin())
  await room.trace()
  await frame.evaluate((name) => performance.mark(name), mark)
  if (room.profiling) console.log((await profiled(session, work)).join('\n'))
  else await work()
  const tasks = await room.traced()
  const { starts, nodes, arrivals } = await frame.evaluate(() => window.probe.end())
  return {
    tasks,
    nodes,
    frames: starts.slice(1).map((at, index) => at - (starts[index] ?? at)),
    shown: arrivals.map(({ sent, told, seen }) => ({ sent: seen - sent, told: seen - told })),
  }
}

/** Tells the panel something, and waits until it is seen. */
export async function tell({ room, frame }: Panel, message: ToWebview): Promise<void> {
  const text = encode(message)
  const before = await frame.evaluate(() => window.probe.arrivals.length)
  await room.page.evaluate((posted) => window.stage.post(posted), text)
  await frame.waitForFunction((count) => window.probe.arrivals.length > count, before)
}

/** Tells one message every 50 ms. */
export async function play({ room }: Panel, messages: readonly ToWebview[]): Promise<void> {
  await room.page.evaluate((posted) => window.stage.play(posted), messages.map(encode))
}

/** Bytes in use after a collection: scripts' values, what the browser holds for them, and buffers. */
export async function memory({ session }: Panel): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const heap: object = await session.send('Runtime.getHeapUsage')
  return Object.entries(heap)
    .filter(([name]) => name !== 'totalSize')
    .reduce((sum, [, bytes]) => sum + Number(bytes), 0)
}
