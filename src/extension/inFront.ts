import { Uri, window } from 'vscode'
import type { Current } from './current.ts'
import type { Keeper } from './keeping/keeper.ts'
import type { OpenTrees } from './traceEditor/openTrees.ts'

interface Needs {
  readonly current: Current
  readonly trees: Pick<OpenTrees, 'active' | 'nameOf'>
  readonly keeper: Pick<Keeper, 'keptAt'>
}

/** Tells which trace one looks at: a file as a tree or as text, or a conversation that is kept; and its turn in view. */
export function createInFront({ current, trees, keeper }: Needs) {
  return function inFront() {
    const file = trees.active() ?? window.activeTextEditor?.document.uri
    const { turn } = current
    if (file?.path.endsWith('.think')) return { uri: file, ...(turn && { turn: trees.nameOf(turn) ?? turn }) }
    const kept = turn === null ? undefined : keeper.keptAt(turn)
    return kept && { uri: Uri.file(kept.path), turn: kept.name }
  }
}
