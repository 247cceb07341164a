import { commands, l10n, workspace, type Uri, type WebviewPanel } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import { unreachable } from '../../base/unreachable.ts'
import {
  checkFromComparison,
  type FromComparison,
  type SideName,
  type ToComparison,
} from '../../protocol/comparison.ts'
import { textInEditor } from '../files.ts'
import { openPage } from '../panel/page.ts'
import { compose } from './compose.ts'

/** One of two that are compared. */
export interface Side {
  readonly uri: Uri
  readonly name: string
  /** Only this turn of it, from 0; all where absent. */
  readonly turn?: number
}

interface Needs {
  readonly extension: Uri
  readonly openTree: (uri: Uri, turn: number) => Promise<void>
  readonly notice: (message: string) => void
  readonly unexpected: (error: unknown) => void
}

/** While one of the two is edited, the page follows this often (milliseconds). */
const followEvery = 400

/** Pages that show two traces side by side. */
export class Comparisons implements Disposable {
  readonly #needs: Needs
  readonly #life = new Disposables()
  readonly #open = new Map<string, WebviewPanel>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Shows the page of these two, which may be there already. */
  async show(left: Side, right: Side): Promise<void> {
    const texts = await Promise.all([textInEditor(left.uri), textInEditor(right.uri)])
    if (texts.includes(undefined)) return this.#needs.notice(l10n.t('One of the two cannot be read.'))
    const key = JSON.stringify([left, right].map(({ uri, turn }) => [uri.toString(), turn]))
    const there = this.#open.get(key)
    if (there) return there.reveal()
    const { extension, unexpected } = this.#needs
    const panel = openPage(extension, 'comparison', `${left.name} ↔ ${right.name}`)
    this.#open.set(key, panel)
    const life = this.#life.add(new Disposables())
    let timer: ReturnType<typeof setTimeout> | undefined
    life.add({ dispose: () => clearTimeout(timer) })
    const tell = async () => {
      timer = undefined
      const [before, after] = await Promise.all([textInEditor(left.uri), textInEditor(right.uri)])
      if (before === undefined || after === undefined || this.#open.get(key) !== panel) return
      const message: ToComparison = {
        type: 'compared',
        comparison: compose({ ...left, text: before }, { ...right, text: after }),
      }
      await panel.webview.postMessage(JSON.stringify(message))
    }
    life.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const uri = document.uri.toString()
        if (contentChanges.length === 0 || ![left, right].some((side) => side.uri.toString() === uri)) return
        timer ??= setTimeout(() => void tell().catch(unexpected), followEvery)
      }),
    )
    life.add(
      panel.webview.onDidReceiveMessage((raw: unknown) => {
        const message = checkFromComparison(raw)
        if (message) void this.#handle(message, { left, right }, tell).catch(unexpected)
      }),
    )
    panel.onDidDispose(() => {
      this.#open.delete(key)
      life.dispose()
    })
  }

  dispose(): void {
    this.#life.dispose()
  }

  async #handle(
    message: FromComparison,
    sides: Readonly<Record<SideName, Side>>,
    tell: () => Promise<void>,
  ): Promise<void> {
    const { left, right } = sides
    switch (message.type) {
      case 'ready':
        return tell()
      case 'compareTexts':
        return void (await commands.executeCommand(
          'vscode.diff',
          left.uri,
          right.uri,
          `${left.name} ↔ ${right.name}`,
        ))
      case 'open': {
        const { uri, turn } = sides[message.side]
        return this.#needs.openTree(uri, turn ?? message.turn)
      }
      default:
        return unreachable(message)
    }
  }
}
