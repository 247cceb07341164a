import {
  commands,
  Range,
  TabInputCustom,
  TabInputText,
  TabInputTextDiff,
  window,
  workspace,
  type TextDocument,
  type Uri,
} from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import { readDocument } from '../../traces/document.ts'

interface Needs {
  /** Says why: a file has this newer format. */
  readonly tell: (format: number) => void
  readonly unexpected: (error: unknown) => void
}

/** `format` stands first in a head; a longer one need not be read to its end. */
const linesToLookAt = 100

/**
 * What a newer version has written is opened read-only, as text too, by VS Code's own lock, which anybody can take away
 * there. It takes only the editor in front: so each file is locked when it first comes there.
 */
export function lockNewer({ tell, unexpected }: Needs): Disposable {
  const life = new Disposables()
  const locked = new Set<string>()
  const look = () => void lookAtFront().catch(unexpected)
  life.add(window.tabGroups.onDidChangeTabs(look))
  life.add(window.tabGroups.onDidChangeTabGroups(look))
  life.add(workspace.onDidOpenTextDocument(look))
  life.add(
    workspace.onDidChangeTextDocument(
      ({ document, contentChanges }) =>
        isTrace(document.uri) &&
        contentChanges.some(({ range }) => range.start.line < linesToLookAt) &&
        look(),
    ),
  )
  look()
  return life

  async function lookAtFront(): Promise<void> {
    const key = uriInFront()?.toString()
    const document =
      key === undefined ? undefined : workspace.textDocuments.find(({ uri }) => uri.toString() === key)
    if (key === undefined || !document) return
    const newer = newerFormatOf(document)
    if ((newer !== undefined) === locked.has(key)) return
    if (newer === undefined) {
      locked.delete(key)
      await commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession')
      return
    }
    locked.add(key)
    await commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession')
    // Another has come in front meanwhile, and may be the one that was locked.
    if (uriInFront()?.toString() !== key) locked.delete(key)
    else tell(newer)
  }
}

/** Of a diff, the side that could be changed. */
function uriInFront(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input
  const uri =
    input instanceof TabInputTextDiff
      ? input.modified
      : input instanceof TabInputText || input instanceof TabInputCustom
        ? input.uri
        : undefined
  return uri && isTrace(uri) ? uri : undefined
}

function isTrace({ scheme, path }: Uri): boolean {
  return scheme !== 'untitled' && path.endsWith('.think')
}

function newerFormatOf(document: TextDocument): number | undefined {
  return readDocument(document.getText(new Range(0, 0, linesToLookAt, 0))).newer
}
