import { l10n, window, type QuickPickItem } from 'vscode'
import type { StepId } from '../../core/step.ts'
import type { Selected, TurnId } from '../../protocol/webview.ts'
import { namedSteps } from '../mentions/named.ts'
import type { Panels } from '../panel/panels.ts'
import type { ShowStep } from '../showStep.ts'
import { kindIcon, kindWord } from '../steps/kinds.ts'
import type { Turns } from '../turns.ts'
import { withoutIcons } from '../withoutIcons.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly panels: Panels
  readonly turns: Turns
  readonly showStep: ShowStep
}

/**
 * What rows, lenses, hovers and the status bar run. The ids with a further dot are not for people: no manifest names
 * them.
 */
export function stepCommands({ panels, turns, showStep }: Needs): readonly Command[] {
  return [
    { id: 'thinktree.showStep', run: (step?: Selected) => step && showStep(step, 'steps') },
    { id: 'thinktree.turn.show', run: (turn: TurnId) => panels.reveal(turn) },
    { id: 'thinktree.step.show', run: (turn: TurnId, step: StepId) => showStep({ turn, step }, 'editor') },
    { id: 'thinktree.step.pick', run: pick },
  ]

  async function pick(turn: TurnId, steps: readonly StepId[]) {
    const value = turns.get(turn)?.value
    const items = value ? namedSteps(value, steps).map(itemOf) : []
    const chosen =
      items.length === 1
        ? items[0]
        : await window.showQuickPick(items, {
            placeHolder: l10n.t('Steps that speak of this'),
            matchOnDescription: true,
          })
    if (chosen) showStep({ turn, step: chosen.step }, 'editor')
  }
}

function itemOf({
  id,
  kind,
  title,
}: ReturnType<typeof namedSteps>[number]): QuickPickItem & { readonly step: StepId } {
  return {
    step: id,
    label: withoutIcons(title),
    description: kindWord(kind),
    iconPath: kindIcon(kind, false),
  }
}
