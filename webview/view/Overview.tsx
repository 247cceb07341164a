import type { RefObject } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { plainTitle, titleAt } from '../../src/core/titles.ts'
import { kindIcons } from '../icons.ts'
import { indexOf } from '../outline.ts'
import { numberAfter, numberOf, roomFor, runAt, stripOf } from '../overview.ts'
import { bottom, rowHeight } from '../rows.ts'
import type { Look } from '../look.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { memo } from './memo.ts'
import { usePage } from './page.ts'
import { usePainted } from './painted.ts'
import type { ShownTree } from './shownTree.ts'

interface Props {
  readonly shown: ShownTree
  readonly reasoning: string
  readonly look: Look
  readonly growing: boolean
  /** Where something was found. */
  readonly matches: readonly number[]
  /** Of the tree, in pixels. */
  readonly height: number
  readonly scroller: RefObject<HTMLElement | null>
}

/** Pixels that make a drag of a click. */
const slack = 3

/** The whole trace in one line: what it did where, where one is, and a way to go there. */
export const Overview = memo(function Overview(props: Props) {
  const { shown, reasoning, look, growing, matches, height, scroller } = props
  const { gesture } = usePage()
  const { tree, indexes } = shown
  const { steps } = tree
  const [pointed, setPointed] = useState<number | null>(null)
  const [keyed, setKeyed] = useState(false)
  const pressed = useRef<{ readonly x: number; dragged: boolean } | null>(null)

  const strip = useMemo(() => stripOf(tree), [tree])
  const room = roomFor(reasoning.length, growing)
  const canvas = usePainted({ shown, strip, room, growing, matches })

  const share = (offset: number) => `${(offset / room) * 100}%`
  const following = growing && look.tree.following
  const chosen = indexOf(steps, look.selected)
  const seen = windowOf()
  const here = chosen >= 0 ? chosen : following ? steps.length - 1 : (indexes[seen.first] ?? 0)
  const number = Math.max(0, numberOf(strip, tree, here))
  const current = steps[strip.steps[number] ?? -1]
  const at = chosen >= 0 ? steps[chosen]?.span : undefined

  return (
    <div
      class="overview"
      role="slider"
      tabIndex={0}
      aria-label={words.overview}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, strip.steps.length)}
      aria-valuenow={number + 1}
      aria-valuetext={current ? describe(strip.steps[number] ?? 0, number) : undefined}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        pressed.current = { x: event.clientX, dragged: false }
        setKeyed(false)
      }}
      onPointerMove={(event) => {
        setPointed(offsetAt(event.clientX))
        const press = pressed.current
        if (!press) return
        press.dragged ||= Math.abs(event.clientX - press.x) > slack
        if (press.dragged) scrollTo(offsetAt(event.clientX))
      }}
      onPointerUp={(event) => {
        if (!pressed.current) return
        pressed.current = null
        choose(runAt(strip.runs, offsetAt(event.clientX))?.index)
      }}
      onPointerCancel={() => (pressed.current = null)}
      onPointerLeave={() => setPointed(null)}
      onBlur={() => setKeyed(false)}
    >
      <div class="overview-room">
        <canvas ref={canvas} class="overview-strip" aria-hidden="true" />
        {seen.part && (
          <div
            class="overview-window"
            style={{ left: share(seen.from), right: `calc(100% - ${share(seen.to)})` }}
          />
        )}
        {at && <div class="overview-at" style={{ left: share(at.from), width: share(at.to - at.from) }} />}
        {tip()}
      </div>
    </div>
  )

  /** What the tree shows of the reasoning, in offsets. */
  function windowOf() {
    const top = following ? bottom(indexes.length, height) : look.tree.top
    const first = Math.min(indexes.length - 1, Math.floor(top / rowHeight))
    const after = Math.ceil((top + height) / rowHeight)
    const from = steps[indexes[first] ?? 0]?.span.from ?? 0
    const to = steps[indexes[after] ?? -1]?.span.from ?? reasoning.length
    return { first, from, to, part: height > 0 && (first > 0 || after < indexes.length) }
  }

  function describe(index: number, number: number): string {
    const step = steps[index]
    const title = plainTitle(titleAt(steps, index, reasoning))
    return step ? words.overviewValue(number + 1, strip.steps.length, words.kinds[step.kind], title) : ''
  }

  function tip() {
    const offset = pointed ?? (keyed ? at?.from : undefined)
    const index = pointed === null ? chosen : runAt(strip.runs, pointed)?.index
    const step = steps[index ?? -1]
    if (offset === undefined || index === undefined || !step) return null
    const place = words.overviewPlace(numberOf(strip, tree, index) + 1, strip.steps.length)
    return (
      <div class="overview-tip" aria-hidden="true" style={{ '--at': offset / room }}>
        <Icon name={kindIcons[step.kind]} class={`kind-${step.kind}`} />
        <span class="overview-tip-title">{plainTitle(titleAt(steps, index, reasoning))}</span>
        <span class="quiet figures">
          {words.kinds[step.kind]} · {place}
        </span>
      </div>
    )
  }

  function offsetAt(x: number): number {
    const box = canvas.current?.getBoundingClientRect()
    if (!box || box.width === 0) return 0
    return Math.max(0, Math.min(reasoning.length, ((x - box.left) / box.width) * room))
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const to = numberAfter(event.key, strip, number)
    if (to === undefined || to < 0) return
    event.preventDefault()
    setKeyed(true)
    choose(strip.steps[to])
  }

  function choose(index: number | undefined) {
    const step = steps[index ?? -1]
    if (step) gesture({ type: 'stepChosen', step: step.id })
  }

  /** Brings an offset to the middle of the tree, without choosing anything. */
  function scrollTo(offset: number) {
    const index = runAt(strip.runs, offset)?.index ?? 0
    const row = indexes.findLastIndex((one) => one <= index)
    scroller.current?.scrollTo({ top: row * rowHeight - height / 2 })
  }
})
