import type { StepId } from '../../src/core/step.ts'
import type { TurnHead } from '../../src/protocol/webview.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import { words } from '../words.ts'
import { MenuButton, type MenuItem } from './Menu.tsx'
import { usePage } from './page.ts'

interface Props {
  readonly head: Pick<TurnHead, 'id' | 'goesOn'>
  readonly value: TurnValue
}

/** Other ways from the chosen step. */
export function StepSteerMenu({ head, value, step }: Props & { readonly step: StepId }) {
  const { send, gesture } = usePage()
  const go = (kind: 'goOn' | 'answerNow') => send({ type: 'steer', turn: head.id, kind, step })
  return (
    <MenuButton
      icon="git-branch"
      label={words.steer.fromStep}
      items={() =>
        whereItCan(head, value, [
          { icon: 'debug-continue', text: words.steer.goOn, keys: '⌃K ⌃↵', onChoose: () => go('goOn') },
          {
            icon: 'edit',
            text: words.steer.editStep,
            keys: 'F2',
            onChoose: () => gesture({ type: 'editBegun', kind: 'editStep' }),
          },
          {
            icon: 'lightbulb',
            text: words.steer.hint,
            keys: 'Shift+F2',
            onChoose: () => gesture({ type: 'editBegun', kind: 'hint' }),
          },
          { icon: 'comment', text: words.steer.answerFromHere, onChoose: () => go('answerNow') },
        ])
      }
    />
  )
}

/** Other ways from the end of a thought. */
export function TurnSteerMenu({ head, value }: Props) {
  const { send } = usePage()
  const go = (kind: 'thinkMore' | 'answerAgain') => send({ type: 'steer', turn: head.id, kind, step: null })
  return (
    <MenuButton
      icon="git-branch"
      label={words.steer.fromEnd}
      items={() =>
        whereItCan(head, value, [
          { icon: 'comment-discussion', text: words.steer.thinkMore, onChoose: () => go('thinkMore') },
          { icon: 'sync', text: words.steer.answerAgain, onChoose: () => go('answerAgain') },
        ])
      }
    />
  )
}

/** What cannot be done is there, and says why. */
function whereItCan({ goesOn }: Props['head'], { hidden }: TurnValue, items: readonly MenuItem[]) {
  const reason = hidden ? words.steer.hidden : goesOn === false ? words.steer.cannot : undefined
  if (reason === undefined) return items
  const none = { icon: 'info', text: reason, possible: false, onChoose: () => undefined }
  return [...items.map((item) => ({ ...item, hint: reason, possible: false })), none]
}
