import { l10n, workspace, type Uri } from 'vscode'
import { cutOf } from '../../core/goingOn.ts'
import type { TurnId } from '../../protocol/webview.ts'
import { readDocument } from '../../traces/document.ts'
import type { Steer } from '../steering.ts'
import type { Turns } from '../turns.ts'
import { isFixed } from './fixed.ts'
import type { OpenTrees } from './openTrees.ts'

interface Needs {
  readonly turns: Turns
  readonly trees: Pick<OpenTrees, 'of'>
  /** Brings back all turns of a file, to be gone on with: what comes is written into it. */
  readonly keep: (path: string) => Promise<readonly TurnId[]>
  /** Shows them in a panel, at one of them. */
  readonly show: (turns: readonly TurnId[], at: TurnId) => void
  readonly steer: Pick<Steer, 'goOn'>
  /** Gives the box for the next question the keyboard. */
  readonly write: (turn: TurnId) => void
  readonly notice: (message: string) => void
}

/** Going on with what a `.think` file holds: in a panel, as with a run of the history, and into the file. */
export interface Onward {
  /** Of a file's turn, the one that can be gone on with; any other is that itself. */
  readonly of: (turn: TurnId) => Promise<TurnId | undefined>
  /** The turn of a file as one that can be gone on with, shown in a panel. The file is saved first; undefined where it cannot be, which is said. */
  readonly turnOf: (uri: Uri, index: number) => Promise<TurnId | undefined>
  /** Lets a turn that was cut write on; of one that is whole, asks for the next question. */
  readonly goOn: (uri: Uri, index: number) => Promise<void>
}

export function createOnward({ turns, trees, keep, show, steer, write, notice }: Needs): Onward {
  return { of, turnOf, goOn }

  async function of(turn: TurnId): Promise<TurnId | undefined> {
    const tree = trees.of(turn)
    if (!tree) return turn
    const { document, file } = tree
    file.update(document.getText())
    return turnOf(document.uri, file.ids.indexOf(turn))
  }

  async function turnOf(uri: Uri, index: number): Promise<TurnId | undefined> {
    const file = await saved(uri)
    if (!file) return undefined
    const document = readDocument((await workspace.openTextDocument(file)).getText())
    if (document.newer !== undefined)
      return refuse(l10n.t('This file is of a newer format, and cannot be gone on with.'))
    if (isFixed(file))
      return refuse(
        l10n.t('This file is read-only, and cannot be gone on with: what comes is written into it.'),
      )
    const ids = await keep(file.fsPath)
    const id = ids[index]
    if (!id) return refuse(l10n.t('There is no such question in this file.'))
    show(ids, id)
    return id
  }

  async function goOn(uri: Uri, index: number): Promise<void> {
    const id = await turnOf(uri, index)
    const view = id && turns.get(id)
    if (!view) return
    if (turns.running.includes(id)) return
    if (!view.head.sample && cutOf(view.value)) await steer.goOn(id)
    else write(id)
  }

  /** Where it is on disk, as it is in the editor. */
  async function saved(uri: Uri): Promise<Uri | undefined> {
    const document = await workspace.openTextDocument(uri)
    const file = document.isDirty || document.isUntitled ? await workspace.save(uri) : uri
    if (!file) return undefined
    return file.scheme === 'file'
      ? file
      : refuse(l10n.t('Only a file on the disk can be gone on with: what comes is written into it.'))
  }

  function refuse(why: string): undefined {
    notice(why)
    return undefined
  }
}
