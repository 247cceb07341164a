import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import {
  chromium,
  type Browser,
  type ConsoleMessage,
  type FrameLocator,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core'
import { findChromium } from './findChromium.mjs'
import { again, becomes, comes, FIRST_WAIT, goes, PATIENCE, succeeds, takes, until } from './patience.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** VS Code's window in a headless Chromium, worked by keyboard and mouse as a person does. */
export class Workbench {
  readonly page: Page
  readonly #browser: Browser
  readonly #external = new Set<Request>()
  readonly #sockets: string[] = []
  readonly #console: string[] = []

  /** Opens a folder of this machine and waits until the window is drawn. */
  static async open(origin: string, folder: string, size: Size): Promise<Workbench> {
    const browser = await launchChromium()
    try {
      const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' })
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      const workbench = new Workbench(browser, await context.newPage())
      await workbench.load(folderUrl(origin, folder))
      return workbench
    } catch (error) {
      await browser.close()
      throw error
    }
  }

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser
    this.page = page
    page.setDefaultTimeout(PATIENCE)
    page.context().on('request', (request) => isExternal(request.url()) && this.#external.add(request))
    // Files of an extension have an address of a host that no one asks: a service worker answers from the server's disk.
    page.context().on('response', (response) => {
      if (response.fromServiceWorker()) this.#external.delete(response.request())
    })
    page.on('websocket', (socket) => isExternal(socket.url()) && this.#sockets.push(socket.url()))
    page.on('console', (message) => this.#hear(message))
    page.on('pageerror', (error) => this.#console.push(`uncaught: ${error.message}`))
  }

  /** Addresses outside this machine that the window or a webview asked for something. */
  get external(): readonly string[] {
    return [...new Set([...[...this.#external].map((request) => request.url()), ...this.#sockets])]
  }

  /** Errors of the browser's console, such as refusals by a content security policy. */
  get errors(): readonly string[] {
    return this.#console
  }

  async load(url: string): Promise<void> {
    await this.page.goto(url)
    await this.page.locator('.monaco-workbench').waitFor()
    await this.page.locator('.statusbar-item').first().waitFor()
  }

  /** Loads the window anew until something of it is there: a busy one may leave the frame of a panel empty for good. */
  async reload(seen: Locator): Promise<void> {
    await until(() => this.page.reload(), seen, 40_000)
  }

  /** Loads a workspace by its file until folders are listed: VS Code may find none in it at first, and looks no more. */
  async loadWorkspace(origin: string, file: string): Promise<void> {
    const url = `${origin}/?workspace=${encodeURIComponent(file)}`
    await until(() => this.load(url), this.page.locator('.explorer-folders-view .monaco-list-row'), 40_000)
  }

  /** Runs a command of the palette by its title, such as `ThinkTree: Explain Selection`. */
  async command(title: string): Promise<void> {
    // The palette lists what was there when it was opened, and an extension's commands come a little after the window.
    // Those about a webview come when VS Code, which looks four times a second, sees that one has the keyboard.
    const webview = await this.#webviewInUse()
    await this.#untilDone(title, async (wait) => {
      if (webview !== undefined) await this.#use(webview, wait)
      return (
        (await this.#openQuickInput('F1', `>${title}`, this.#row(title), wait)) && this.#take(title, wait)
      )
    })
  }

  /** Types into the open quick input and takes the row that says `choice`. */
  async pick(text: string, choice: string): Promise<void> {
    // What was typed may have gone into the one before, which was about to close.
    await again(
      async (wait) => (await this.#offers(text, choice, wait)) && this.#take(choice, wait),
      () => new Error(`No quick input offers “${choice}” for ${text}`),
    )
  }

  /** Runs a command that asks for a choice, and makes it. */
  async commandAndPick(title: string, text: string, choice: string): Promise<void> {
    // A webview that takes the keyboard late closes what the command has opened.
    await this.#untilDone(choice, async (wait) => {
      await this.command(title)
      return (
        (await comes(this.quickInput(), wait)) &&
        (await this.#offers(text, choice, wait)) &&
        this.#take(choice, wait)
      )
    })
  }

  /** Types a line into the open input box, and hands it over. */
  async enter(text: string): Promise<void> {
    await this.#inputBox().waitFor()
    await until(
      async () => {
        if (await takes(this.#inputBox(), text, FIRST_WAIT)) await this.page.keyboard.press('Enter')
      },
      () => this.#isEntered(text),
    )
  }

  /** Runs a command that asks for a line of text, and gives it. */
  async commandAndEnter(title: string, text: string): Promise<void> {
    await this.#untilDone(text, async (wait) => {
      await this.command(title)
      if (!(await comes(this.#inputBox(), wait)) || !(await takes(this.#inputBox(), text, wait))) return false
      await this.page.keyboard.press('Enter')
      return becomes(() => this.#isEntered(text), wait)
    })
  }

  /** The one line that VS Code's quick picks and input boxes ask for text in; one that was put away is not meant. */
  quickInput(): Locator {
    return this.#quickWidget().locator('input[type=text]:visible').first()
  }

  /** What the open quick pick offers. */
  quickRows(): Locator {
    return this.#quickWidget().locator('.quick-input-list .monaco-list-row')
  }

  /** Opens a file of the folder, keyboard in its editor. */
  async openFile(path: string): Promise<void> {
    const name = basename(path)
    const group = this.page.locator('.editor-group-container.active')
    const tab = group.locator(`.tab.active[data-resource-name="${name}"]`)
    const editor = group.locator('.editor-instance .monaco-editor.focused')
    await this.#untilDone(path, async (wait) => {
      return (
        (await this.#openQuickInput('ControlOrMeta+P', path, this.#row(name), wait)) &&
        (await this.#take(name, wait)) &&
        (await comes(tab, wait)) &&
        comes(editor.first(), wait)
      )
    })
  }

  /** Selects whole lines, 1-based and inclusive, in the editor that has the keyboard. */
  async selectLines(first: number, last: number): Promise<void> {
    const selected = this.page.locator('.statusbar-item', {
      hasText: new RegExp(`Ln ${last}, Col \\d+ \\(`),
    })
    await this.#untilDone(`lines ${first} to ${last}`, async (wait) => {
      if (!(await this.#openQuickInput('Control+G', `:${first}:1`, this.quickRows().first(), wait)))
        return false
      await this.page.keyboard.press('Enter')
      if (!(await goes(this.quickInput(), wait))) return false
      for (let line = first; line < last; line++) await this.page.keyboard.press('Shift+ArrowDown')
      await this.page.keyboard.press('Shift+End')
      return comes(selected, wait)
    })
  }

  /** Puts away what waits for an answer, such as a dialog, a menu or a quick input, and what was said in the corner. */
  async tidy(): Promise<void> {
    const waiting = this.page.locator(
      '.monaco-dialog-box:visible, .context-view .monaco-menu:visible, .quick-input-widget:visible, .find-widget.visible',
    )
    for (let times = 0; times < 10 && (await waiting.count()) > 0; times++) {
      await this.page.keyboard.press('Escape')
      await this.page.waitForTimeout(300)
    }
    await this.command('Notifications: Clear All Notifications')
  }

  /** The extension's own document, of those in sight the one made at `index`: VS Code nests it two frames deep. */
  panel(index = 0): FrameLocator {
    return this.panels().nth(index).contentFrame().frameLocator('iframe#active-frame')
  }

  /** Waits until the panel in front says this of the turn that it shows. */
  async turnState(text: string | RegExp): Promise<void> {
    await this.panel().locator('header .state').filter({ hasText: text }).waitFor()
  }

  /** The frames of all panels in sight. */
  panels(): Locator {
    return this.page.locator('iframe.webview.ready[src*="extensionId=thinktree.thinktree"]')
  }

  /** @param path where the PNG goes */
  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  }

  async close(): Promise<void> {
    await this.#browser.close()
  }

  /** A window that is busy lets keys fall, and closes a quick input that loses the keyboard: then all is done again. */
  async #untilDone(what: string, work: (wait: number) => Promise<boolean>): Promise<void> {
    await again(
      async (wait) => {
        if (await work(wait)) return true
        if (await this.quickInput().isVisible()) await this.page.keyboard.press('Escape')
        return false
      },
      async () => new Error(`VS Code does not come to “${what}”: ${await this.#whereabouts()}`),
    )
  }

  /** What one would ask first of a window that does not do what it should. */
  #whereabouts(): Promise<string> {
    return this.page.evaluate(() => {
      const tabs = (within: string) =>
        [...document.querySelectorAll(`${within} .tab.active`)].map((tab) => tab.ariaLabel).join(', ')
      const { tagName, className } = document.activeElement ?? document.body
      return `${tagName} ${className} has the keyboard; in front are ${tabs('')}, in the active group ${tabs('.editor-group-container.active')}`
    })
  }

  /** Whether a key opens a quick input that offers `row` for `text`. */
  async #openQuickInput(key: string, text: string, row: Locator, wait: number): Promise<boolean> {
    await this.page.keyboard.press(key)
    return (
      (await comes(this.quickInput(), wait)) &&
      (await takes(this.quickInput(), text, wait)) &&
      comes(row, wait)
    )
  }

  /** The webview that has the keyboard, if one has. */
  async #webviewInUse(): Promise<Locator | undefined> {
    const name = await this.page.evaluate(() => document.activeElement?.getAttribute('name'))
    return name == null ? undefined : this.page.locator(`iframe.webview[name="${name}"]`)
  }

  /** Gives a webview the keyboard until the group of its editor, if it is one, is the active one. */
  async #use(webview: Locator, wait: number): Promise<void> {
    // What had the keyboard before may take it back late.
    await becomes(() => webview.evaluate(focusIn), wait)
  }

  #take(choice: string, wait: number): Promise<boolean> {
    return succeeds(this.#row(choice).click({ timeout: wait + 2000 }))
  }

  /** An input box that has taken a line closes, or asks for another. */
  async #isEntered(text: string): Promise<boolean> {
    const left = await this.#inputBox()
      .inputValue({ timeout: 500 })
      .catch(() => undefined)
    return left !== text
  }

  async #offers(text: string, choice: string, wait: number): Promise<boolean> {
    return (await takes(this.quickInput(), text, wait)) && comes(this.#row(choice), wait)
  }

  /** An input box for what is secret is another. */
  #inputBox(): Locator {
    return this.#quickWidget().locator('input:is([type=text], [type=password]):visible').first()
  }

  #quickWidget(): Locator {
    return this.page.locator('.quick-input-widget:visible')
  }

  #row(text: string): Locator {
    return this.quickRows().filter({ hasText: text }).first()
  }

  #hear(message: ConsoleMessage): void {
    if (message.type() === 'error') this.#console.push(message.text())
  }
}

/** Runs in the window. Returns whether the frame of a webview is in no group, or in the active one. */
function focusIn(frame: HTMLElement): boolean {
  if (frame !== document.activeElement) frame.focus()
  const editor = document.querySelector(`[aria-flowto="${frame.getAttribute('name')}"]`)
  return editor?.closest('.editor-group-container:not(.active)') == null
}

function isExternal(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return /^(http|ws)s?:$/.test(protocol) && hostname !== '127.0.0.1'
}

/** What to open in a browser to see a folder of this machine. */
export function folderUrl(origin: string, folder: string): string {
  return `${origin}/?folder=${encodeURIComponent(resolve(folder))}`
}

/** A headless browser that finds no other machine by name, should anything ask for one. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined || !existsSync(executablePath))
    throw new Error('Chromium is missing. Install it, or name a Chrome or Chromium in CHROMIUM.')
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  })
}
