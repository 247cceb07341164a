import { withheldOf } from '../../src/core/steering.ts'
import type { StepId } from '../../src/core/step.ts'
import type { GoesOn, TurnHead } from '../../src/protocol/webview.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import { commandKeys } from '../commandKeys.ts'
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
  const go = (kind: 'goOn' | 'answerNow') => () => send({ type: 'steer', turn: head.id, step, kind })
  const carry = (kind: 'goOn' | 'answerNow') => () =>
    send({ type: 'steer', turn: head.id, step, kind, carried: true })
  const edit = () => gesture({ type: 'editBegun', kind: 'editStep' })
  const hint = () => gesture({ type: 'editBegun', kind: 'hint' })
  const keys = commandKeys()
  const { goOn, editStep, answerFromHere, carryFromHere, carryEdited, carryAnswer } = words.steer
  const items: readonly SteerItem[] = [
    { at: 'reasoning', icon: 'debug-continue', text: goOn, keys: keys.goOnFromHere, onChoose: go('goOn') },
    { at: 'reasoning', icon: 'edit', text: editStep, keys: keys.editStep, onChoose: edit },
    { at: 'reasoning', icon: 'lightbulb', text: words.steer.hint, keys: keys.putInHint, onChoose: hint },
    { at: 'answer', icon: 'comment', text: answerFromHere, onChoose: go('answerNow') },
  ]
  const instead: readonly SteerItem[] = [
    { at: 'reasoning', icon: 'redo', text: carryFromHere, onChoose: carry('goOn') },
    { at: 'reasoning', icon: 'edit', text: carryEdited, onChoose: edit },
    { at: 'answer', icon: 'comment', text: carryAnswer, onChoose: carry('answerNow') },
  ]
  return (
    <MenuButton
      icon="git-branch"
      label={words.steer.fromStep}
      items={() => whereItCan(head, value, items, instead)}
    />
  )
}

/** Other ways from the end of a thought. */
export function TurnSteerMenu({ head, value }: Props) {
  const { send } = usePage()
  const go = (kind: 'thinkMore' | 'answerAgain') => () =>
    send({ type: 'steer', turn: head.id, step: null, kind })
  const carry = () => send({ type: 'steer', turn: head.id, step: null, kind: 'answerAgain', carried: true })
  const items: readonly SteerItem[] = [
    { at: 'reasoning', icon: 'comment-discussion', text: words.steer.thinkMore, onChoose: go('thinkMore') },
    { at: 'answer', icon: 'sync', text: words.steer.answerAgain, onChoose: go('answerAgain') },
  ]
  const instead: readonly SteerItem[] = [
    { at: 'answer', icon: 'redo', text: words.actions.carry, onChoose: carry },
  ]
  return (
    <MenuButton
      icon="git-branch"
      label={words.steer.fromEnd}
      items={() => whereItCan(head, value, items, instead)}
    />
  )
}

interface SteerItem extends MenuItem {
  /** Where the server has to go on for it. */
  readonly at: keyof GoesOn
}

/** What cannot be done is there, and says why; then what can be done instead. */
function whereItCan(
  { goesOn }: Props['head'],
  value: TurnValue,
  items: readonly SteerItem[],
  instead: readonly SteerItem[],
): readonly MenuItem[] {
  const withheld = withheldOf(value)
  const cannot = (at: keyof GoesOn) => goesOn?.[at] === false
  const whyNot = (at: keyof GoesOn) =>
    withheld ? words.steer[withheld] : cannot(at) ? words.steer.cannotGoOn[at] : undefined
  const reasons = [...new Set(items.map(({ at }) => whyNot(at)).filter((reason) => reason !== undefined))]
  return [
    ...items.map((item) => {
      const reason = whyNot(item.at)
      return reason === undefined ? item : { ...item, hint: reason, possible: false }
    }),
    ...reasons.map((text) => ({
      icon: 'info',
      text,
      possible: false,
      whole: true,
      onChoose: () => undefined,
    })),
    ...(withheld
      ? []
      : instead.filter(({ at }) => cannot(at)).map((item) => ({ ...item, hint: words.carryHint }))),
  ]
}
