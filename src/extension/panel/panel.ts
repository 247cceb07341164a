import { EventEmitter, Uri, window, type ViewColumn, type WebviewPanel } from 'vscode'
import { Disposables } from '../../base/disposables.ts'
import type { FromWebview, PanelId, ToWebview } from '../../protocol/webview.ts'
import { checkMessage } from '../../protocol/check.ts'
import { encode } from '../../protocol/wire.ts'
import { pageFolder, pageHtml } from './page.ts'

/** Set as `activeWebviewPanelId`, which keybindings and menus ask for. */
export const panelType = 'thinktree.panel'

/** The same of `.think` files as trees: `activeCustomEditorId`. */
export const editorType = 'thinktree.traceEditor'

/**
 * A panel, open or not. Created when first shown; closed, it can be shown again. Its page may be torn down while hidden
 * and comes back with `ready`. Messages go out only between `ready` and hiding: who listens answers `ready` with all
 * there is.
 */
export class Panel {
  readonly id: PanelId
  readonly #extension: Uri
  /** Whose name and icon its tab has. */
  readonly #tab: 'ours' | 'ofFile'
  readonly #messages = new EventEmitter<FromWebview>()
  readonly #closed = new EventEmitter<void>()
  readonly #viewed = new EventEmitter<void>()
  #panel: WebviewPanel | undefined
  #ready = false
  #title = 'ThinkTree'
  #busy = false

  readonly onMessage = this.#messages.event
  readonly onClosed = this.#closed.event
  /** Shown, hidden, or given the keyboard. */
  readonly onViewed = this.#viewed.event

  constructor(id: PanelId, extension: Uri, tab: 'ours' | 'ofFile' = 'ours') {
    this.id = id
    this.#extension = extension
    this.#tab = tab
  }

  /** Whether the page is there and listens. */
  get ready(): boolean {
    return this.#ready
  }

  get open(): boolean {
    return this.#panel !== undefined
  }

  get column(): ViewColumn | undefined {
    return this.#panel?.viewColumn
  }

  get visible(): boolean {
    return this.#panel?.visible === true
  }

  /** Whether it is what commands are meant for. */
  get active(): boolean {
    return this.#panel?.active === true
  }

  /** Opens the panel in a column, or reveals it where it is; the editor keeps the keyboard. */
  show(column: ViewColumn): void {
    if (this.#panel) {
      if (!this.#panel.visible) this.#panel.reveal(undefined, true)
      return
    }
    const panel = window.createWebviewPanel(panelType, this.#title, {
      viewColumn: column,
      preserveFocus: true,
    })
    this.adopt(panel)
    this.#viewed.fire()
  }

  /** Takes over a panel that VS Code made, or kept over a reload. */
  adopt(panel: WebviewPanel): void {
    const life = new Disposables()
    this.#panel = panel
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(this.#extension)] }
    this.#dress()
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
        this.#viewed.fire()
      }),
    )
    panel.onDidDispose(() => {
      life.dispose()
      this.#panel = undefined
      this.#ready = false
      this.#closed.fire()
    })
    panel.webview.html = pageHtml(panel.webview, this.#extension, 'webview')
  }

  post(message: ToWebview): void {
    if (this.#panel && this.#ready) void this.#panel.webview.postMessage(encode(message))
  }

  /** Gives the panel's tree the keyboard, opening the panel where it is not. */
  focus(column: ViewColumn): void {
    this.show(column)
    this.#panel?.reveal()
    this.post({ type: 'focusAsked', part: 'tree' })
  }

  /** What the tab says, and whether something runs in it. */
  title(title: string, busy: boolean): void {
    if (title === this.#title && busy === this.#busy) return
    this.#title = title
    this.#busy = busy
    this.#dress()
  }

  /** What VS Code shows stays: it is brought back when the extension starts again. */
  dispose(): void {
    this.#messages.dispose()
    this.#closed.dispose()
    this.#viewed.dispose()
  }

  #dress() {
    if (!this.#panel || this.#tab === 'ofFile') return
    const icon = (name: string) => Uri.joinPath(this.#extension, 'webview', 'media', name)
    this.#panel.title = this.#title
    this.#panel.iconPath = this.#busy
      ? { light: icon('running-light.svg'), dark: icon('running-dark.svg') }
      : icon('icon.png')
  }
}
