import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Scroll } from '../look.ts'
import { usePage } from './page.ts'

export interface FollowHandlers {
  onScroll(): void
  onWheel(event: WheelEvent): void
}

/**
 * Keeps a scroller at its end while it grows, until the person scrolls up; being at the end again takes the person
 * along again. Returns what to do on its events.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  scroll: Scroll,
  growing: boolean,
  onScroll: (scroll: Scroll) => void,
  /** What it scrolls is there. */
  ready = true,
): FollowHandlers {
  const { pace } = usePage()
  const seen = useRef(scroll.top)
  const grew = useRef(growing)
  const watched = useRef<Element | null>(null)
  const watch = useRef<ResizeObserver | undefined>(undefined)
  const following = growing && scroll.following

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !ready || scroll.top === 0 || following) return
    // What is above must be as high as it was.
    pace.finish()
    element.scrollTop = scroll.top
  }, [ready])

  useLayoutEffect(() => {
    // Once more after the end, for what came with it.
    if (following || (scroll.following && grew.current)) toEnd()
    grew.current = growing
  })

  // What it holds may be drawn later, a block after the other, and grow by that.
  useLayoutEffect(() => {
    if (!following) return
    watch.current = new ResizeObserver(() => {
      const element = scroller.current
      // Otherwise the person has scrolled up.
      if (element && (element.scrollTop >= seen.current || isAtEnd(element))) toEnd()
    })
    return () => {
      watch.current?.disconnect()
      watched.current = null
    }
  }, [following])

  useLayoutEffect(() => {
    const held = scroller.current?.firstElementChild ?? null
    if (!following || held === watched.current) return
    watch.current?.disconnect()
    if (held) watch.current?.observe(held)
    watched.current = held
  })

  function toEnd() {
    const element = scroller.current
    if (!element) return
    element.scrollTop = element.scrollHeight
    seen.current = element.scrollTop
  }

  return {
    onScroll() {
      const element = scroller.current
      if (!element) return
      const top = element.scrollTop
      const following = isAtEnd(element) || (scroll.following && top >= seen.current)
      seen.current = top
      if (top !== scroll.top || following !== scroll.following) onScroll({ top, following })
    },
    // At once: by the time the scrolling is heard of, growth may have taken it back.
    onWheel({ deltaY }) {
      const element = scroller.current
      if (element && deltaY < 0 && growing && scroll.following && element.scrollTop > 0)
        onScroll({ top: element.scrollTop, following: false })
    },
  }
}

function isAtEnd({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean {
  return scrollTop + clientHeight >= scrollHeight - 8
}
