import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Comment, JudgedStep, StepWord } from '../../src/core/judging.ts'
import type { Known } from '../../src/core/references.ts'
import type { StepId } from '../../src/core/step.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { dateAndTime } from '../format.ts'
import { judgedStepOf } from '../judging.ts'
import { words } from '../words.ts'
import { Icon, IconButton } from './Icon.tsx'
import { useJudged } from './judged.ts'
import { usePage } from './page.ts'
import { Prose } from './Prose.tsx'
import { Verdicts } from './VerdictMark.tsx'

interface Props {
  readonly turn: TurnId
  readonly known: Known
  readonly step: StepId
}

/** What reviewers say of the chosen step: the words of others, corrections, comments. */
export function StepReviews({ turn, known, step }: Props) {
  const { send } = usePage()
  const judged = useJudged()
  const said = judgedStepOf(judged, step)
  const section = useShownWhenMore(judged && ownCount(said))
  if (!judged || !said) return null
  const { words: all, comments, resolvedBy } = said
  const shown = all.filter((word) => !word.own || word.corrected !== undefined)
  if (shown.length === 0 && comments.length === 0) return null
  const writable = judged.readOnly === null
  const own = resolvedBy === undefined || resolvedBy === judged.reviewer
  return (
    <section ref={section} class="reviews" aria-label={words.judging.ofStep}>
      {shown.map((word) => (
        <Word key={word.by} word={word} turn={turn} known={known} />
      ))}
      {comments.length > 0 && (
        <div class={resolvedBy === undefined ? 'comments' : 'comments resolved'}>
          {comments.map((comment) => (
            <OneComment
              key={`${comment.by} ${comment.at}`}
              comment={comment}
              onDelete={
                comment.own && writable
                  ? () => {
                      const { at, text } = comment
                      send({ type: 'judge', turn, judging: { type: 'deleteComment', step, at, text } })
                    }
                  : undefined
              }
            />
          ))}
          <p class="comments-end">
            {resolvedBy !== undefined && (
              <span class="quiet">
                <Icon name="pass" /> {words.judging.resolvedBy(resolvedBy)}
              </span>
            )}
            {writable && own && (
              <button
                type="button"
                class="link"
                onClick={() => send({ type: 'judge', turn, judging: { type: 'resolve', step } })}
              >
                {resolvedBy === undefined ? words.judging.resolve : words.judging.reopen}
              </button>
            )}
          </p>
        </div>
      )}
    </section>
  )
}

/** Brings what one has just said into sight: a long step may stand above it. `count` is null while none is known. */
function useShownWhenMore(count: number | null): RefObject<HTMLElement | null> {
  const section = useRef<HTMLElement>(null)
  const before = useRef(count)
  useLayoutEffect(() => {
    const { current } = section
    if (current && count !== null && before.current !== null && count > before.current)
      (current.querySelector('.comments-end') ?? current).scrollIntoView({ block: 'nearest' })
    before.current = count
  }, [count])
  return section
}

function ownCount(said: JudgedStep | undefined): number {
  if (!said) return 0
  const corrections = said.words.filter((word) => word.own && word.corrected !== undefined)
  return corrections.length + said.comments.filter((comment) => comment.own).length
}

interface WordProps extends Pick<Props, 'turn' | 'known'> {
  readonly word: StepWord
}

function Word({ word, turn, known }: WordProps) {
  const { by, own, corrected } = word
  return (
    <div class="review-word">
      {!own && (
        <p>
          <Icon name="account" /> {by} <Verdicts of={word} />
        </p>
      )}
      {corrected !== undefined && (
        <div class="corrected">
          <p class="quiet">
            <Icon name="edit" /> {words.judging.correctedBy(by)}
          </p>
          <Prose turn={turn} text={corrected} known={known} growing={false} />
        </div>
      )}
    </div>
  )
}

interface CommentProps {
  readonly comment: Comment
  readonly onDelete: (() => void) | undefined
}

function OneComment({ comment: { by, at, text }, onDelete }: CommentProps) {
  return (
    <article class="comment">
      <header>
        <Icon name="comment" /> <strong>{by}</strong> <time class="quiet">{dateAndTime(at)}</time>
        <span class="gap" />
        {onDelete && <IconButton name="trash" label={words.judging.deleteComment} onClick={onDelete} />}
      </header>
      <p class="comment-text">{text}</p>
    </article>
  )
}
