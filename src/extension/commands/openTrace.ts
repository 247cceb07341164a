import { commands, Uri, ViewColumn, window, workspace } from 'vscode'
import { readDocument } from '../../traces/document.ts'
import { changeHead } from '../traceEditor/changing.ts'
import type { OpenTrees } from '../traceEditor/openTrees.ts'
import { askTitle } from './askTitle.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly trees: OpenTrees
  readonly goOn: (file: Uri, turn: number) => Promise<void>
  readonly notice: (message: string) => void
}

/** From tree to text and back. What runs a command names a file, by its address or as VS Code does; else the one in front is meant. */
export function openTraceCommands({ trees, goOn, notice }: Needs): readonly Command[] {
  return [
    {
      id: 'thinktree.openAsTree',
      run: async (file?: unknown, turn?: unknown) => {
        const uri = uriOf(file) ?? window.activeTextEditor?.document.uri
        if (uri) await trees.open(uri, typeof turn === 'number' ? turn : undefined)
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
        const uri = uriOf(file) ?? trees.active()
        if (uri) await commands.executeCommand('vscode.openWith', uri, 'default', ViewColumn.Beside)
      },
    },
  ]

  async function rename(): Promise<void> {
    const uri = trees.active()
    if (!uri) return
    const [first] = readDocument((await workspace.openTextDocument(uri)).getText()).turns
    const changes = await askTitle(first?.head.title || first?.head.question || '')
    if (changes) await changeHead(uri, changes, notice)
  }
}

function uriOf(file: unknown): Uri | undefined {
  if (file instanceof Uri) return file
  return typeof file === 'string' ? Uri.parse(file, true) : undefined
}
