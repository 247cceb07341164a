import { window, type Disposable, type TextEditor } from 'vscode'

/** The editor that had the keyboard last: while the panel has it, VS Code knows of no active editor. */
export class LastEditor implements Disposable {
  readonly #listener = window.onDidChangeActiveTextEditor((editor) => this.#note(editor))
  #editor: TextEditor | undefined

  constructor() {
    this.#note(window.activeTextEditor)
  }

  /** The one that has the keyboard, whatever it shows; else the last one. */
  inUse(): TextEditor | undefined {
    return window.activeTextEditor ?? this.get()
  }

  /** The first one in sight where that editor is no longer there. */
  get(): TextEditor | undefined {
    const there = window.visibleTextEditors.filter(isEditor)
    return there.find((editor) => editor === this.#editor) ?? there[0]
  }

  dispose(): void {
    this.#listener.dispose()
  }

  #note(editor: TextEditor | undefined) {
    if (editor && isEditor(editor)) this.#editor = editor
  }
}

/** Output and what ThinkTree itself shows are no place for code. */
function isEditor({ viewColumn, document }: TextEditor): boolean {
  return viewColumn !== undefined && !document.uri.scheme.startsWith('thinktree')
}
