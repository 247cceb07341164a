import { commands, l10n, Uri, ViewColumn, window, workspace } from 'vscode'
import { readDocument } from '../../traces/document.ts'
import type { TraceEditors } from '../traceEditor/editors.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly editors: TraceEditors
  readonly goOn: (file: Uri, turn: number) => Promise<void>
}

/** From tree to text and back. What runs a command names a file, by its address or as VS Code does; else the one in front is meant. */
export function openTraceCommands({ editors, goOn }: Needs): readonly Command[] {
  return [
    {
      id: 'thinktree.openAsTree',
      run: async (file?: unknown, turn?: unknown) => {
        const uri = uriOf(file) ?? window.activeTextEditor?.document.uri
        if (uri) await editors.open(uri, typeof turn === 'number' ? turn : undefined)
      },
    },
    {
      id: 'thinktree.goOn',
      run: async (file?: unknown, turn?: unknown) => {
        const uri = uriOf(file)
        if (uri && typeof turn === 'number') await goOn(uri, turn)
      },
    },
    { id: 'thinktree.renameTrace', run: rename },
    {
      id: 'thinktree.openText',
      run: async (file?: unknown) => {
        const uri = uriOf(file) ?? editors.active()
        if (uri) await commands.executeCommand('vscode.openWith', uri, 'default', ViewColumn.Beside)
      },
    },
  ]

  async function rename(): Promise<void> {
    const uri = editors.active()
    if (!uri) return
    const [first] = readDocument((await workspace.openTextDocument(uri)).getText()).turns
    const title = await window.showInputBox({
      title: l10n.t('Rename'),
      value: first?.head.title || first?.head.question || '',
      prompt: l10n.t('What to call it; empty calls it by its question'),
    })
    if (title !== undefined)
      await editors.edit(uri, { title: title.trim() === '' ? undefined : title.trim() })
  }
}

function uriOf(file: unknown): Uri | undefined {
  if (file instanceof Uri) return file
  return typeof file === 'string' ? Uri.parse(file, true) : undefined
}
