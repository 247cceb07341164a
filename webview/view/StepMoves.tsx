import { keysOf } from '../moveKeys.ts'
import { stepTo, type StepMove } from '../stepping.ts'
import { words } from '../words.ts'
import { ToolButton } from './Icon.tsx'
import { MenuButton, type MenuItem } from './Menu.tsx'
import { usePage } from './page.ts'
import type { ShownTree } from './shownTree.ts'

interface Props {
  readonly shown: ShownTree
  readonly index: number
  readonly canGoBack: boolean
}

const icons = {
  previous: 'arrow-up',
  next: 'arrow-down',
  into: 'debug-step-into',
  outOf: 'debug-step-out',
} as const

/** The ways to other steps: the common ones as buttons, the rest in a menu. */
export function StepMoves({ shown: { tree, folds }, index, canGoBack }: Props) {
  const { gesture } = usePage()
  const kind = tree.steps[index]?.kind ?? 'frame'
  const go = (move: StepMove | 'back' | 'help') => gesture({ type: 'moved', move })
  const leads = (move: StepMove) => stepTo(move, tree, folds.marks, index) !== undefined
  const item = (move: StepMove, label: string): MenuItem => ({
    text: label,
    keys: keysOf[move],
    possible: leads(move),
    onChoose: () => go(move),
  })
  return (
    <>
      {(['previous', 'next', 'into', 'outOf'] as const).map((move) => (
        <ToolButton
          key={move}
          name={icons[move]}
          label={words.moves[move]}
          keys={keysOf[move]}
          possible={leads(move)}
          onClick={() => go(move)}
        />
      ))}
      <MenuButton
        icon="ellipsis"
        label={words.moreMoves}
        items={() => [
          { text: words.moves.back, keys: keysOf.back, possible: canGoBack, onChoose: () => go('back') },
          item('nextOfKind', words.nextOfKind(words.kinds[kind])),
          item('previousOfKind', words.previousOfKind(words.kinds[kind])),
          item('nextRevision', words.moves.nextRevision),
          item('previousRevision', words.moves.previousRevision),
          { text: words.showKeys, keys: keysOf.help, onChoose: () => go('help') },
        ]}
      />
    </>
  )
}
