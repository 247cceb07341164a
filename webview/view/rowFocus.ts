import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface RowFocus {
  /** The keyboard is on one of the rows: it is to stay with them, wherever they go. */
  readonly isHere: () => boolean
  /** Gives it to the active row. */
  readonly take: () => void
  readonly handlers: {
    readonly onFocusIn: () => void
    readonly onFocusOut: (event: FocusEvent) => void
  }
}

/** The keyboard in a tree of which only some rows are drawn; `asked`: a new value asks for it. */
export function useRowFocus(scroller: RefObject<HTMLElement | null>, asked: object | null): RowFocus {
  const here = useRef(false)
  const take = () =>
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true })
  useLayoutEffect(() => {
    if (asked) take()
  }, [asked])
  return {
    // Who writes in an editor keeps it there.
    isHere: () => here.current && document.hasFocus(),
    take,
    handlers: {
      onFocusIn: () => (here.current = true),
      onFocusOut({ relatedTarget: to }) {
        if (to instanceof Node && !scroller.current?.contains(to)) here.current = false
      },
    },
  }
}
