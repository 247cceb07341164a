import type { RefObject } from 'preact'
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'

/** How far from sight text stays in the document. */
const rootMargin = '600px'

/** Tells of elements when they come near to sight, and when they go. */
export function watchNear(element: Element, heard: (near: boolean) => void): () => void {
  const observer = observe(element, (entries) => heard(entries.some(({ isIntersecting }) => isIntersecting)))
  observer.observe(element)
  return () => observer.disconnect()
}

/** Of what scrolls: the margin of a frame of another origin does not count. */
function observe(element: Element, callback: IntersectionObserverCallback): IntersectionObserver {
  return new IntersectionObserver(callback, { root: element.closest('.answer, .detail-body'), rootMargin })
}

type Heard = (near: boolean) => void

/** One observer for the blocks of a text. */
export interface Watch {
  /** Returns how to leave off. */
  observe(element: Element, heard: Heard): () => void
  dispose(): void
}

export function createWatch(): Watch {
  const heard = new WeakMap<Element, Heard>()
  let observer: IntersectionObserver | undefined
  return {
    observe(element, listener) {
      observer ??= observe(element, (entries) => {
        for (const { target, isIntersecting } of entries) heard.get(target)?.(isIntersecting)
      })
      heard.set(element, listener)
      observer.observe(element)
      return () => {
        observer?.unobserve(element)
        heard.delete(element)
      }
    },
    dispose: () => observer?.disconnect(),
  }
}

/** Absent where all text stays in the document. */
export const WatchContext = createContext<Watch | undefined>(undefined)

/**
 * Whether an element is near to sight, or holds the keyboard or a part of the selection; `at first` until that is known.
 */
export function useNear(place: RefObject<HTMLElement | null>, atFirst: boolean): boolean {
  const watch = useContext(WatchContext)
  const [near, setNear] = useState(atFirst)
  useEffect(() => {
    const element = place.current
    if (!element || !watch) return setNear(true)
    return watch.observe(element, (now) => setNear(now || isHeld(element)))
  }, [watch])
  return near
}

function isHeld(element: HTMLElement): boolean {
  const selection = getSelection()
  const selected = selection && !selection.isCollapsed && selection.containsNode(element, true)
  return element.contains(document.activeElement) || selected === true
}
