import { Uri, window } from 'vscode'
import type { Current } from './current.ts'
import type { Keeper } from './keeping/keeper.ts'
import type { TraceEditors } from './traceEditor/editors.ts'

interface Needs {
  readonly current: Current
  readonly editors: Pick<TraceEditors, 'active' | 'nameOf'>
  readonly keeper: Pick<Keeper, 'fileOf'>
}

/** Tells which trace one looks at: a file as a tree or as text, or a conversation that is kept; and its turn in view. */
export function createInFront({ current, editors, keeper }: Needs) {
  return function inFront() {
    const file = editors.active() ?? window.activeTextEditor?.document.uri
    const { turn } = current
    if (file?.path.endsWith('.think'))
      return { uri: file, ...(turn && { turn: editors.nameOf(turn) ?? turn }) }
    const path = turn === null ? undefined : keeper.fileOf(turn)
    return path !== undefined && turn !== null ? { uri: Uri.file(path), turn } : undefined
  }
}
