import { EventEmitter, Uri, window, workspace, type Disposable } from 'vscode'
import { Disposables } from '../base/disposables.ts'

const scheme = 'thinktree-request'

/** What is or was sent, as read-only documents. */
export class Requests implements Disposable {
  readonly #texts = new Map<string, string>()
  readonly #changed = new EventEmitter<Uri>()
  readonly #life = new Disposables()

  constructor() {
    this.#life.add(this.#changed)
    this.#life.add(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? '',
      }),
    )
  }

  /** Opens `text` (Markdown) under a title; the same title shows the new text in the same tab. */
  async show(title: string, text: string): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${title.replaceAll('/', '∕')}.md` })
    this.#texts.set(uri.path, text)
    this.#changed.fire(uri)
    await window.showTextDocument(uri, { preview: true })
  }

  dispose(): void {
    this.#life.dispose()
  }
}
