import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Figures } from '../figures.ts'
import { questionText } from '../heads.ts'
import { keysOf } from '../moveKeys.ts'
import { isRunning, type TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { AnswerNow } from './AnswerNow.tsx'
import { Icon, IconButton } from './Icon.tsx'
import { InsideButton, type InsideState } from './inside.tsx'
import { memo } from './memo.ts'
import { usePage } from './page.ts'
import { RunFacts } from './RunFacts.tsx'
import { useJudged } from './judged.ts'
import { lazily } from './lazily.tsx'

const TurnSteerMenu = lazily(async () => (await import('./SteerMenu.tsx')).TurnSteerMenu)
const TraceReview = lazily(async () => (await import('./TraceReview.tsx')).TraceReview)

interface Props {
  readonly page: TurnPage
  readonly figures: Figures
  readonly inside: InsideState
}

/** What was asked, what may be done with it, and how it goes. */
export const Header = memo(function Header({ page, figures, inside }: Props) {
  const { send, gesture } = usePage()
  const { head, value } = page
  const judged = useJudged()
  const [asked, setAsked] = useState(false)
  const running = isRunning(value)
  const reviewing = judged !== null && (asked || judged.words.length > 0 || judged.done > 0)
  return (
    <header class="head">
      <div class="head-top">
        <Question text={questionText(head)} />
        <div class="head-actions">
          <AnswerNow page={page} quiet />
          {running && (
            <button
              type="button"
              class="button button-stop"
              title={words.stopHint}
              onClick={() => send({ type: 'stop', turn: head.id })}
            >
              <Icon name="debug-stop" /> {words.stop}
            </button>
          )}
          {!running && value.reasoning !== '' && <TurnSteerMenu head={head} value={value} />}
          <InsideButton page={page} state={inside} />
          {judged && !running && (
            <IconButton
              name="checklist"
              label={words.judging.show}
              pressed={reviewing}
              onClick={() => setAsked(!reviewing)}
            />
          )}
          <IconButton
            name="keyboard"
            label={`${words.showKeys} (${keysOf.help})`}
            onClick={() => gesture({ type: 'moved', move: 'help' })}
          />
        </div>
      </div>
      <RunFacts page={page} figures={figures} />
      {judged && reviewing && <TraceReview turn={head.id} step={page.look.selected} judged={judged} />}
    </header>
  )
})

function Question({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false)
  const [cut, setCut] = useState(false)
  const shown = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    const element = shown.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (!whole) setCut(element.scrollHeight > element.clientHeight)
      // It has more room once buttons beside it go: that nothing below jumps, it keeps its height.
      element.style.minHeight = `${element.offsetHeight}px`
    })
    observer.observe(element)
    const free = () => element.style.removeProperty('min-height')
    window.addEventListener('resize', free)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', free)
      free()
    }
  }, [text, whole])
  return (
    <div class="question">
      <h1 ref={shown} class={whole ? '' : 'clamped'}>
        {text}
      </h1>
      {(cut || whole) && (
        <button
          type="button"
          class="icon-button"
          aria-expanded={whole}
          aria-label={whole ? words.lessQuestion : words.wholeQuestion}
          title={whole ? words.lessQuestion : words.wholeQuestion}
          onClick={() => setWhole(!whole)}
        >
          <Icon name={whole ? 'chevron-up' : 'chevron-down'} />
        </button>
      )}
    </div>
  )
}
