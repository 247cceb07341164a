import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { besideByKey, sideways } from '../arrows.ts'

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
  const remark = () => mark(Math.min(current.current, buttons().length - 1))
  // What is visible is asked for when the page has been laid out: to lay it out for that in each drawing takes long.
  useEffect(() => {
    const observer = new ResizeObserver(remark)
    if (bar.current) observer.observe(bar.current)
    return () => observer.disconnect()
  }, [])
  const count = useRef(0)
  useLayoutEffect(() => {
    const now = bar.current?.querySelectorAll('button').length ?? 0
    if (count.current > 0 && now !== count.current) remark()
    count.current = now
  })

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
        const to = at < 0 ? undefined : besideByKey(event.key, sideways, all, at)
        if (!to) return
        event.preventDefault()
        to.focus()
      }}
    >
      {children}
    </div>
  )
}
