import { Range, Uri, window, type TextEditor } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { Mentions } from './mentions.ts'

interface Needs {
  readonly mentions: Mentions
  readonly extension: Uri
  readonly wanted: () => boolean
}

/** A mark in the gutter at each line that steps of the current trace speak of. */
export function createMarks({ mentions, extension, wanted }: Needs): Disposable {
  const life = new Disposables()
  const icon = (theme: string) => Uri.joinPath(extension, 'webview', 'media', `mention-${theme}.svg`)
  const decoration = life.add(
    window.createTextEditorDecorationType({
      gutterIconSize: 'contain',
      dark: { gutterIconPath: icon('dark') },
      light: { gutterIconPath: icon('light') },
    }),
  )
  life.add(mentions.onChange(() => draw(window.visibleTextEditors)))
  life.add(window.onDidChangeVisibleTextEditors(draw))
  draw(window.visibleTextEditors)
  return life

  function draw(editors: readonly TextEditor[]) {
    for (const editor of editors) {
      const lines = wanted() ? mentions.of(editor.document.uri)?.lines : undefined
      editor.setDecorations(
        decoration,
        [...(lines?.keys() ?? [])].map((line) => new Range(line, 0, line, 0)),
      )
    }
  }
}
