import { useRef } from 'preact/hooks'
import type { TurnValue } from '../../src/core/turn.ts'
import { isRunning, type TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { useFollow } from './follow.ts'
import { Icon } from './Icon.tsx'
import { usePage } from './page.ts'
import { Prose } from './Prose.tsx'

interface Props {
  readonly page: TurnPage
}

/** The explanation, growing. */
export function Answer({ page: { head, value, look } }: Props) {
  const { gesture } = usePage()
  const scroller = useRef<HTMLDivElement>(null)
  const growing = value.state.kind === 'answering'
  const onScroll = useFollow(scroller, look.answer, growing, (scroll) =>
    gesture({ type: 'scrolled', pane: 'answer', ...scroll }),
  )
  return (
    <div class="answer-frame">
      <div
        class="answer"
        ref={scroller}
        tabIndex={0}
        role="group"
        aria-label={words.explanation}
        onScroll={onScroll}
      >
        {value.answer === '' ? (
          <NoAnswer value={value} />
        ) : (
          <Prose turn={head.id} text={value.answer} known={head.known} />
        )}
      </div>
      {growing && !look.answer.following && (
        <button
          type="button"
          class="follow"
          title={words.followAnswerHint}
          onClick={() => gesture({ type: 'scrolled', pane: 'answer', top: look.answer.top, following: true })}
        >
          <Icon name="arrow-down" /> {words.followAnswer}
        </button>
      )}
    </div>
  )
}

function NoAnswer({ value }: { readonly value: TurnValue }) {
  const waits = isRunning(value)
  const text =
    waits && value.state.kind !== 'answering' ? words.thinkingNoAnswer : waits ? '' : words.noAnswer
  return <p class="placeholder">{text}</p>
}
