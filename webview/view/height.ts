import { useLayoutEffect, useState } from 'preact/hooks'

/** What a pane that fills most of the window has of it, before anybody has measured. */
const most = 0.75

/**
 * The height of an element, in CSS pixels. It is measured when the page has been laid out, before that is painted: to lay
 * it out for a first drawing and again for what that drawing lacks takes long. So the first is a guess.
 */
export function useHeight(ref: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(() => Math.round(window.innerHeight * most))
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return height
}
