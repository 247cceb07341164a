import { useLayoutEffect, useReducer, useRef } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import { patchChildren } from '../patch.ts'
import { memo } from './memo.ts'
import { useNear } from './near.ts'
import { usePage } from './page.ts'

/** Where a block is before anybody has looked: `held` stays in the document wherever it is. */
export type From = 'near' | 'far' | 'held'

interface BlockProps {
  readonly text: string
  readonly known: Known
  readonly from: From
}

/** One block of model text as Markdown. */
export const ProseBlock = memo(function ProseBlock({ text, known, from }: BlockProps) {
  const { markdown, pace } = usePage()
  const place = useRef<HTMLDivElement>(null)
  const drawn = useRef(false)
  const rest = useRef(0)
  /** It was not near: one scrolls to it, and it is to be there before. What is there from the beginning may take its time. */
  const away = useRef(false)
  const seen = useNear(place, from !== 'far')
  const near = seen || from === 'held'
  const [better, again] = useReducer((count: number) => count + 1, 0)

  useLayoutEffect(() => {
    if (!near) {
      away.current = true
      if (place.current) place.current.ariaBusy = null
      return leaveRoom(place.current, drawn.current ? undefined : roomFor(text))
    }
    if (!markdown) return
    const draw = () => {
      const element = place.current
      if (!element) return
      element.style.height = ''
      element.ariaBusy = null
      const began = performance.now()
      const { fragment, whenBetter } = markdown.render(text, known)
      patchChildren(element, fragment)
      drawn.current = true
      whenBetter?.(() => again(undefined))
      const ended = performance.now()
      // A long block that grows leaves most of the time to the rest of the page.
      rest.current = ended + 8 * (ended - began)
    }
    if (from === 'held' || away.current) {
      away.current = false
      draw()
      return
    }
    if (!drawn.current) {
      leaveRoom(place.current, roomFor(text))
      if (place.current) place.current.ariaBusy = 'true'
    }
    const wait = rest.current - performance.now()
    if (wait < 16) return pace.add(draw)
    const timer = setTimeout(draw, wait)
    return () => clearTimeout(timer)
  }, [text, known, better, near, markdown])

  return <div class="prose-block" ref={place} />
})

/** Far from sight there is only the room that the text takes. */
function leaveRoom(element: HTMLElement | null, room: number | undefined) {
  if (!element) return
  element.style.height = `${room ?? element.getBoundingClientRect().height}px`
  element.replaceChildren()
}

/** About what a text would take, in pixels, as long as it was never drawn. */
function roomFor(text: string): number {
  const lines = text.trim().split('\n')
  return 20 * lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 80)), 0)
}
