import { commands, EventEmitter, Uri, window, workspace, type Disposable } from 'vscode'
import { Disposables } from '../base/disposables.ts'

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
    await window.showTextDocument(this.at(`${title.replaceAll('/', '∕')}.md`, text), { preview: true })
  }

  /** The same, as Markdown is to be read. */
  async preview(title: string, text: string): Promise<void> {
    await commands.executeCommand('markdown.showPreview', this.at(`${title}.md`, text))
  }

  dispose(): void {
    this.#life.dispose()
  }
}
