import type { RefObject } from 'preact'
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'

/** How far from sight text stays in the document, in pixels. */
const margin = 800

type Heard = (near: boolean) => void

/** Says of elements when they come near to sight, and when they go. */
export interface Watch {
  readonly observer: IntersectionObserver
  readonly heard: WeakMap<Element, Heard>
}

export function createWatch(): Watch {
  const heard = new WeakMap<Element, Heard>()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) heard.get(target)?.(isIntersecting)
    },
    { rootMargin: `${margin}px` },
  )
  return { observer, heard }
}

/** Absent where all text stays in the document. */
export const WatchContext = createContext<Watch | undefined>(undefined)

/** Whether an element is near to sight, or holds the keyboard or a part of the selection. */
export function useNear(place: RefObject<HTMLElement | null>): boolean {
  const watch = useContext(WatchContext)
  const [near, setNear] = useState(true)
  useEffect(() => {
    const element = place.current
    if (!element || !watch) return setNear(true)
    watch.heard.set(element, (now) => setNear(now || isHeld(element)))
    watch.observer.observe(element)
    return () => {
      watch.observer.unobserve(element)
      watch.heard.delete(element)
    }
  }, [watch])
  return near
}

function isHeld(element: HTMLElement): boolean {
  const selection = getSelection()
  const selected = selection && !selection.isCollapsed && selection.containsNode(element, true)
  return element.contains(document.activeElement) || selected === true
}
