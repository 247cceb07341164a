import { withheldOf } from '../../src/core/steering.ts'
import type { StepId } from '../../src/core/step.ts'
import type { GoesOn, TurnHead } from '../../src/protocol/webview.ts'
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
  const carry = (kind: 'goOn' | 'answerNow') =>
    send({ type: 'steer', turn: head.id, kind, step, carried: true })
  const edit = () => gesture({ type: 'editBegun', kind: 'editStep' })
  return (
    <MenuButton
      icon="git-branch"
      label={words.steer.fromStep}
      items={() =>
        whereItCan(
          head,
          value,
          [
            {
              at: 'reasoning',
              icon: 'debug-continue',
              text: words.steer.goOn,
              keys: '⌃K ⌃↵',
              onChoose: () => go('goOn'),
            },
            { at: 'reasoning', icon: 'edit', text: words.steer.editStep, keys: 'F2', onChoose: edit },
            {
              at: 'reasoning',
              icon: 'lightbulb',
              text: words.steer.hint,
              keys: 'Shift+F2',
              onChoose: () => gesture({ type: 'editBegun', kind: 'hint' }),
            },
            {
              at: 'answer',
              icon: 'comment',
              text: words.steer.answerFromHere,
              onChoose: () => go('answerNow'),
            },
          ],
          [
            {
              at: 'reasoning',
              icon: 'redo',
              text: words.steer.carryFromHere,
              hint: words.carryHint,
              onChoose: () => carry('goOn'),
            },
            {
              at: 'reasoning',
              icon: 'edit',
              text: words.steer.carryEdited,
              hint: words.carryHint,
              onChoose: edit,
            },
            {
              at: 'answer',
              icon: 'comment',
              text: words.steer.carryAnswer,
              hint: words.carryHint,
              onChoose: () => carry('answerNow'),
            },
          ],
        )
      }
    />
  )
}

/** Other ways from the end of a thought. */
export function TurnSteerMenu({ head, value }: Props) {
  const { send } = usePage()
  const steer = { type: 'steer', turn: head.id, step: null } as const
  return (
    <MenuButton
      icon="git-branch"
      label={words.steer.fromEnd}
      items={() =>
        whereItCan(
          head,
          value,
          [
            {
              at: 'reasoning',
              icon: 'comment-discussion',
              text: words.steer.thinkMore,
              onChoose: () => send({ ...steer, kind: 'thinkMore' }),
            },
            {
              at: 'answer',
              icon: 'sync',
              text: words.steer.answerAgain,
              onChoose: () => send({ ...steer, kind: 'answerAgain' }),
            },
          ],
          [
            {
              at: 'answer',
              icon: 'redo',
              text: words.actions.carry,
              hint: words.carryHint,
              onChoose: () => send({ ...steer, kind: 'answerAgain', carried: true }),
            },
          ],
        )
      }
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
    ...(withheld ? [] : instead.filter(({ at }) => cannot(at))),
  ]
}
