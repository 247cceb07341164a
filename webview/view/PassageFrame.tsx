import type { RefObject } from 'preact'
import type { Known } from '../../src/core/references.ts'
import { plainTitle, titleAt } from '../../src/core/titles.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import { kindIcons } from '../icons.ts'
import { indexOf } from '../outline.ts'
import { words } from '../words.ts'
import { MenuButton, type MenuItem } from './Menu.tsx'
import { memo } from './memo.ts'
import { usePage } from './page.ts'
import type { Passage } from './passages.ts'
import { ProseBlock, type From } from './ProseBlock.tsx'

interface Props {
  readonly text: string
  readonly known: Known
  readonly from: From
  readonly passage: Passage | undefined
  /** The chosen step ends in it. */
  readonly lit: boolean
  readonly value: RefObject<TurnValue>
}

/** Shown of what speaks for a link. */
const mostShared = 4

/** A block of the explanation, with the way to the steps that bear on it. */
export const PassageFrame = memo(function PassageFrame(props: Props) {
  const { text, known, from, passage, lit, value } = props
  const { gesture } = usePage()
  const linked = passage !== undefined && passage.links.length > 0
  return (
    <div class={`passage${lit ? ' lit' : ''}`} data-passage={passage?.number || undefined}>
      <ProseBlock text={text} known={known} from={from} />
      {linked && (
        <MenuButton
          icon="list-tree"
          class="passage-steps"
          label={words.stepsOf(passage.links.length, passage.number)}
          items={items}
        />
      )}
    </div>
  )

  function items(): readonly MenuItem[] {
    const { steps, reasoning } = value.current ?? { steps: [], reasoning: '' }
    return (passage?.links ?? []).flatMap(({ step: id, shared }) => {
      const index = indexOf(steps, id)
      const step = steps[index]
      if (!step) return []
      const evidence = shared.slice(0, mostShared).join(', ')
      return {
        icon: `${kindIcons[step.kind]} kind-${step.kind}`,
        text: plainTitle(titleAt(steps, index, reasoning)),
        note: evidence,
        hint: words.sharedHint(evidence),
        onChoose: () => gesture({ type: 'stepChosen', step: id }),
      }
    })
  }
})
