import { commands, TabInputCustom, TabInputText, window, type Tab } from 'vscode'
import type { Disposable } from '../../base/disposables.ts'
import { editorType } from '../panel/panel.ts'

/** An editor that takes the place of another does so at once (milliseconds). */
const replacedWithin = 1000

interface Seen {
  readonly tab: Tab
  readonly at: number
}

/**
 * Where a tree that was no file yet is saved, VS Code puts the text of the file in its place: the tree is put there again.
 */
export function stayTree(unexpected: (error: unknown) => void): Disposable {
  let left: Seen | undefined
  let came: Seen | undefined
  return window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
    const at = Date.now()
    for (const tab of closed) if (isNewTree(tab)) left = { tab, at }
    for (const tab of opened) if (isTraceText(tab)) came = { tab, at }
    if (!left || !came || Math.abs(left.at - came.at) > replacedWithin) return
    const { tab } = came
    const isThere = left.tab.group.viewColumn === tab.group.viewColumn
    left = undefined
    came = undefined
    if (isThere) void replace(tab).then(undefined, unexpected)
  })
}

async function replace(tab: Tab): Promise<void> {
  if (!(tab.input instanceof TabInputText)) return
  const options = { viewColumn: tab.group.viewColumn, preserveFocus: !tab.group.isActive }
  await commands.executeCommand('vscode.openWith', tab.input.uri, editorType, options)
  await window.tabGroups.close(tab, true)
}

function isNewTree({ input }: Tab): boolean {
  return input instanceof TabInputCustom && input.viewType === editorType && input.uri.scheme === 'untitled'
}

function isTraceText({ input }: Tab): boolean {
  return input instanceof TabInputText && input.uri.path.endsWith('.think') && input.uri.scheme !== 'untitled'
}
