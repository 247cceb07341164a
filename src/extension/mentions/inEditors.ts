import type { Uri } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { StepId } from '../../core/step.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { LateSymbols } from '../context/lateSymbols.ts'
import type { Place } from '../editor/places.ts'
import type { Turns } from '../turns.ts'
import { registerHover } from './hover.ts'
import { registerLenses } from './lenses.ts'
import { createMarks } from './marks.ts'
import type { Mentions } from './mentions.ts'
import { namedSteps } from './named.ts'

interface Needs {
  readonly mentions: Mentions
  readonly symbols: LateSymbols
  readonly turns: Turns
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly extension: Uri
  readonly wanted: () => { readonly marks: boolean; readonly codeLens: boolean }
}

/** Shows in the editors what the current trace speaks of. VS Code hears of it when there is something to show. */
export function showMentions({ mentions, symbols, turns, placeOf, extension, wanted }: Needs): Disposable {
  const life = new Disposables()
  const first = life.add(
    mentions.onChange(() => {
      first.dispose()
      const marks = () => wanted().marks
      life.add(createMarks({ mentions, extension, wanted: marks }))
      life.add(registerHover({ mentions, named, wanted: marks }))
      life.add(registerLenses({ mentions, symbols, turns, placeOf, wanted: () => wanted().codeLens }))
    }),
  )
  return life

  function named(ids: readonly StepId[]) {
    const view = mentions.turn === null ? undefined : turns.get(mentions.turn)
    return view ? namedSteps(view.value, ids) : []
  }
}
