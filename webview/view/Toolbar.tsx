import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface Props {
  readonly label: string
  readonly children: ComponentChildren
}

/** Buttons that are one stop of the Tab key; the arrows go between them. */
export function Toolbar({ label, children }: Props) {
  const bar = useRef<HTMLDivElement>(null)
  const current = useRef(0)

  const buttons = () =>
    [...(bar.current?.querySelectorAll<HTMLElement>('button:not([role])') ?? [])].filter((button) =>
      button.checkVisibility(),
    )
  const mark = (at: number) => {
    current.current = at
    for (const [index, button] of buttons().entries()) button.tabIndex = index === at ? 0 : -1
  }
  useLayoutEffect(() => mark(Math.min(current.current, buttons().length - 1)))

  return (
    <div
      ref={bar}
      class="toolbar"
      role="toolbar"
      aria-label={label}
      onFocusIn={(event) => {
        const at = buttons().findIndex((button) => button === event.target)
        if (at >= 0) mark(at)
      }}
      onKeyDown={(event) => {
        const all = buttons()
        const at = all.findIndex((button) => button === event.target)
        if (at < 0) return
        const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key]
        if (to === undefined) return
        event.preventDefault()
        all[(to + all.length) % all.length]?.focus()
      }}
    >
      {children}
    </div>
  )
}
