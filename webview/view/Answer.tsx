import type { RefObject } from 'preact'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { isAllBlank } from '../../src/core/blank.ts'
import { closesThought } from '../../src/core/steering.ts'
import type { Block } from '../blocks.ts'
import type { Figures } from '../figures.ts'
import { tokenCount } from '../format.ts'
import { isRunning, type TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { useFollow } from './follow.ts'
import { Icon, IconButton } from './Icon.tsx'
import { usePage } from './page.ts'
import type { Passage } from './passages.ts'
import { Blocks } from './Prose.tsx'

/** Pixels out of sight that are worth a button. */
const leastBelow = 24

interface Props {
  readonly page: TurnPage
  readonly figures: Figures
  readonly blocks: readonly Block[]
  readonly passages: readonly Passage[]
  /** Those that the chosen step ends in. */
  readonly lit: readonly Passage[]
  /** The index of the block that one has been led to. */
  readonly held: number | undefined
  readonly scroller: RefObject<HTMLDivElement | null>
}

/** The explanation, growing. */
export function Answer({ page, figures, blocks, passages, lit, held, scroller }: Props) {
  const { head, value, look } = page
  const { send, gesture, markdown } = usePage()
  const growing = value.state.kind === 'answering'
  const handlers = useFollow(
    scroller,
    look.answer,
    growing,
    (scroll) => gesture({ type: 'scrolled', pane: 'answer', ...scroll }),
    markdown !== undefined,
  )
  const { answer } = value
  const nothing = isAllBlank(answer)
  const latest = useRef(value)
  latest.current = value
  const links = useMemo(() => ({ passages, lit, value: latest }), [passages, lit])
  const chip = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !chip.current) return
    chip.current.hidden = element.scrollHeight - element.scrollTop - element.clientHeight < leastBelow
  })
  return (
    <>
      <div class="bar">
        <h2>{words.explanation}</h2>
        {!nothing && (
          <>
            <span class="quiet count figures">{words.tokens(tokenCount(figures.answerTokens, true))}</span>
            <span class="gap" />
            <IconButton
              name="copy"
              label={words.copyAnswer}
              onClick={() => send({ type: 'copy', text: answer })}
            />
          </>
        )}
      </div>
      <div class="answer-frame">
        <div
          class="answer"
          ref={scroller}
          tabIndex={0}
          role="group"
          aria-label={words.explanation}
          {...handlers}
        >
          {nothing ? (
            <NoAnswer page={page} />
          ) : (
            <Blocks
              turn={head.id}
              blocks={blocks}
              known={head.known}
              growing={growing}
              links={links}
              held={held}
            />
          )}
        </div>
        {growing && !look.answer.following && (
          <button
            ref={chip}
            type="button"
            class="follow"
            title={words.followAnswerHint}
            onClick={() =>
              gesture({ type: 'scrolled', pane: 'answer', top: look.answer.top, following: true })
            }
          >
            <Icon name="arrow-down" /> {words.followAnswer}
          </button>
        )}
      </div>
    </>
  )
}

function NoAnswer({ page: { head, value } }: { readonly page: TurnPage }) {
  const thought = head.branch && closesThought(head.branch.kind) && !head.branch.carried
  const yet = thought ? words.answerAsked : words.thinkingNoAnswer
  return <p class="placeholder">{isRunning(value) ? yet : words.noAnswer}</p>
}
