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

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !ready || scroll.top === 0 || (growing && scroll.following)) return
    // What is above must be as high as it was.
    pace.finish()
    element.scrollTop = scroll.top
  }, [ready])

  useLayoutEffect(() => {
    const element = scroller.current
    // Once more after the end, for what came with it.
    if (element && scroll.following && (growing || grew.current)) {
      element.scrollTop = element.scrollHeight
      seen.current = element.scrollTop
    }
    grew.current = growing
  })

  return {
    onScroll() {
      const element = scroller.current
      if (!element) return
      const top = element.scrollTop
      const atEnd = top + element.clientHeight >= element.scrollHeight - 8
      const following = atEnd || (scroll.following && top >= seen.current)
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

/** Keeps a scroller at its end also where what it holds is drawn later, a block after the other, and grows by that. */
export function useLateGrowth(
  scroller: RefObject<HTMLElement | null>,
  following: boolean,
  /** What it holds is another element where this is another. */
  content: number,
): void {
  useLayoutEffect(() => {
    const element = scroller.current
    const held = element?.firstElementChild
    if (!following || !element || !held) return
    let seen = element.scrollTop
    const observer = new ResizeObserver(() => {
      if (element.scrollTop < seen) return // the person has scrolled up
      element.scrollTop = element.scrollHeight
      seen = element.scrollTop
    })
    observer.observe(held)
    return () => observer.disconnect()
  }, [following, content])
}
