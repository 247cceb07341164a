import { useRef, useState } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import type { Step } from '../../src/core/step.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { kindIcons } from '../icons.ts'
import type { Scroll } from '../look.ts'
import { words } from '../words.ts'
import { useFollow } from './follow.ts'
import { Icon } from './Icon.tsx'
import { Prose } from './Prose.tsx'

interface Props {
  readonly turn: TurnId
  readonly known: Known
  readonly steps: readonly Step[]
  readonly reasoning: string
}

/** Text shown at least, in UTF-16 units, and at most: a beginning that moved with every step would be drawn anew each time. */
const least = 1200
const most = 6000

/** The end of the reasoning, as it is being written. */
export function Live({ turn, known, steps, reasoning }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const [scroll, setScroll] = useState<Scroll>({ top: 0, following: true })
  const handlers = useFollow(scroller, scroll, true, setScroll)
  const kind = steps.at(-1)?.kind ?? 'frame'
  const begin = useRef(-1)
  if (begin.current < 0 || reasoning.length - begin.current > most)
    begin.current = tailFrom(steps, reasoning.length)
  const from = begin.current
  return (
    <section class="detail" aria-label={words.liveDetail}>
      <div class="bar detail-bar">
        <Icon name={kindIcons[kind]} class={`kind-icon kind-${kind} breathing`} />
        <span class="detail-kind">{words.doing[kind]}</span>
        <span class="gap" />
        <span class="quiet">{words.liveLabel}</span>
      </div>
      <div
        class="detail-body"
        ref={scroller}
        tabIndex={0}
        role="group"
        aria-label={words.liveDetail}
        {...handlers}
      >
        <Prose key={from} turn={turn} text={reasoning.slice(from)} known={known} growing endFirst />
      </div>
    </section>
  )
}

/** Where the last steps begin that are long enough to read on in. */
function tailFrom(steps: readonly Step[], length: number): number {
  const first = steps.findLast(({ level, span }) => level !== 'statement' && span.from <= length - least)
  return first?.span.from ?? 0
}
