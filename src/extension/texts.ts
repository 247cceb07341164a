import { setTimeout as sleep } from 'node:timers/promises'
import { commands, EventEmitter, Uri, window, workspace, type Disposable } from 'vscode'
import { Disposables } from '../base/disposables.ts'

/** How often, and how long after each other (milliseconds), it is looked whether VS Code has a text. */
const mostLooks = 40
const pause = 50

/** Read-only documents: what is or was sent, and the two sides of a comparison. */
export class Texts implements Disposable {
  readonly #texts = new Map<string, string>()
  readonly #changed = new EventEmitter<Uri>()
  readonly #life = new Disposables()
  readonly #scheme: string

  constructor(scheme = 'thinktree-text') {
    this.#scheme = scheme
    this.#life.add(this.#changed)
    this.#life.add(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? '',
      }),
    )
  }

  /** The document at a path; what stood there before is replaced. */
  at(path: string, text: string): Uri {
    const uri = Uri.from({ scheme: this.#scheme, path: `/${path}` })
    this.#texts.set(uri.path, text)
    this.#changed.fire(uri)
    return uri
  }

  /** Opens `text` under a title; the same title shows the new text in the same tab. */
  async show(title: string, text: string): Promise<void> {
    const uri = await this.#made(`${title.replaceAll('/', '∕')}.md`, text)
    await window.showTextDocument(uri, { preview: true })
  }

  /** The same, as Markdown is to be read. */
  async preview(title: string, text: string): Promise<void> {
    await commands.executeCommand('markdown.showPreview', await this.#made(`${title}.md`, text))
  }

  /** VS Code keeps what was closed a while, and what is shown of it before its change has come may stay as it was. */
  async #made(path: string, text: string): Promise<Uri> {
    const uri = this.at(path, text)
    const document = await workspace.openTextDocument(uri)
    const wanted = inLines(text)
    for (let looks = 0; looks < mostLooks && inLines(document.getText()) !== wanted; looks++) {
      this.#changed.fire(uri)
      await sleep(pause)
    }
    return uri
  }

  dispose(): void {
    this.#life.dispose()
  }
}

/** However VS Code ends lines. */
function inLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n')
}
