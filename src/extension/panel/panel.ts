import { EventEmitter, Uri, ViewColumn, window, type WebviewPanel } from 'vscode'
import { Disposables } from '../../base/disposables.ts'
import type { FromWebview, ToWebview } from '../../protocol/webview.ts'
import { checkMessage } from '../../protocol/check.ts'
import { encode } from '../../protocol/wire.ts'
import { pageFolder, pageHtml } from './page.ts'

/** Set as `activeWebviewPanelId`, which keybindings and menus ask for. */
export const panelType = 'thinktree.panel'

/**
 * The one panel. Created when first shown, gone when closed; its page may be torn down while hidden and comes back with
 * `ready`. Messages go out only between `ready` and hiding: who listens answers `ready` with all there is.
 */
export class Panel {
  readonly #extension: Uri
  readonly #messages = new EventEmitter<FromWebview>()
  #panel: WebviewPanel | undefined
  #ready = false

  readonly #closed = new EventEmitter<void>()

  readonly onMessage = this.#messages.event
  readonly onClosed = this.#closed.event

  constructor(extension: Uri) {
    this.#extension = extension
  }

  /** Whether the page is there and listens. */
  get ready(): boolean {
    return this.#ready
  }

  /** Opens or reveals the panel beside the editor; the editor keeps the keyboard. */
  show(): void {
    if (this.#panel) {
      if (!this.#panel.visible) this.#panel.reveal(undefined, true)
      return
    }
    this.#panel = this.#create()
  }

  post(message: ToWebview): void {
    if (this.#panel && this.#ready) void this.#panel.webview.postMessage(encode(message))
  }

  /** Gives the panel's tree the keyboard, opening the panel where it is not. */
  focus(): void {
    this.show()
    this.#panel?.reveal()
    this.post({ type: 'focusAsked', part: 'tree' })
  }

  dispose(): void {
    this.#panel?.dispose()
    this.#messages.dispose()
    this.#closed.dispose()
  }

  #create(): WebviewPanel {
    const life = new Disposables()
    const panel = window.createWebviewPanel(
      panelType,
      'ThinkTree',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      // The page has a search of its own: VS Code's cannot find what is not drawn.
      { enableScripts: true, localResourceRoots: [pageFolder(this.#extension)] },
    )
    panel.iconPath = Uri.joinPath(this.#extension, 'webview', 'media', 'icon.png')
    life.add(
      panel.webview.onDidReceiveMessage((raw: unknown) => {
        const message = checkMessage(raw)
        if (!message) return
        if (message.type === 'ready') this.#ready = true
        this.#messages.fire(message)
      }),
    )
    life.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#ready = false
      }),
    )
    panel.onDidDispose(() => {
      life.dispose()
      this.#panel = undefined
      this.#ready = false
      this.#closed.fire()
    })
    panel.webview.html = pageHtml(panel.webview, this.#extension)
    return panel
  }
}
