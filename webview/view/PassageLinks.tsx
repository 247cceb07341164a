import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import type { Passage } from './passages.ts'

interface Props {
  readonly passages: readonly Passage[]
  readonly onPassage: (passage: Passage) => void
}

/** More would be no link but a table of contents. */
const most = 6

/** The paragraphs of the explanation that a step ends in. */
export function PassageLinks({ passages, onPassage }: Props) {
  if (passages.length === 0) return null
  return (
    <div class="step-link step-passages">
      <Icon name="book" />
      <span class="quiet">{words.inExplanation}</span>
      {passages.slice(0, most).map((passage) => (
        <button
          key={passage.number}
          type="button"
          class="chip chip-passage"
          title={words.passageHint(passage.block.text.trim().slice(0, 200))}
          aria-label={words.passageLabel(passage.number)}
          onClick={() => onPassage({ ...passage })}
        >
          ¶{passage.number}
        </button>
      ))}
    </div>
  )
}
