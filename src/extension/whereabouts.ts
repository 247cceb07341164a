import type { TurnId } from '../protocol/webview.ts'
import type { Questions } from './asking/questions.ts'
import type { Place } from './editor/places.ts'
import type { KeptAt } from './inside/insides.ts'
import type { TurnSource } from './keeping/fileTurns.ts'
import type { Keeper } from './keeping/keeper.ts'
import type { OpenTrees } from './traceEditor/openTrees.ts'

interface Needs {
  readonly questions: Pick<Questions, 'placeOf'>
  readonly trees: Pick<OpenTrees, 'placeOf' | 'sourceOf' | 'keptAt'>
  readonly keeper: Pick<Keeper, 'placeOf' | 'sourceOf' | 'keptAt'>
}

/** Where a turn is, be it of a file that is open as a tree or of a conversation that is kept. */
export interface Whereabouts {
  /** The code that it is about. */
  readonly placeOf: (turn: TurnId) => Place | undefined
  /** Where it stands in its file. */
  readonly sourceOf: (turn: TurnId) => TurnSource | undefined
  /** The file it is kept in, and what that calls it. */
  readonly keptAt: (turn: TurnId) => KeptAt | undefined
}

export function createWhereabouts({ questions, trees, keeper }: Needs): Whereabouts {
  return {
    placeOf: (turn) => questions.placeOf(turn) ?? trees.placeOf(turn) ?? keeper.placeOf(turn),
    sourceOf: (turn) => trees.sourceOf(turn) ?? keeper.sourceOf(turn),
    keptAt: (turn) => trees.keptAt(turn) ?? keeper.keptAt(turn),
  }
}
