import { useRef } from 'preact/hooks'

interface Props {
  readonly label: string
  /** The direction of the bar itself. */
  readonly orientation: 'vertical' | 'horizontal'
  /** The share of the room before the bar. */
  readonly share: number
  readonly fresh: number
  readonly onShare: (share: number) => void
}

const least = 0.15
const most = 0.85
const step = 0.02

/** The bar between two panes: dragged, moved by arrow keys, put back by a double click. */
export function Splitter({ label, orientation, share, fresh, onShare }: Props) {
  const bar = useRef<HTMLDivElement>(null)
  const set = (wanted: number) => onShare(Math.min(most, Math.max(least, wanted)))

  const drag = (event: PointerEvent) => {
    const room = bar.current?.parentElement?.getBoundingClientRect()
    if (!room) return
    set(
      orientation === 'vertical'
        ? (event.clientX - room.left) / room.width
        : (event.clientY - firstTop(bar.current)) / (room.bottom - firstTop(bar.current)),
    )
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    if (event.key === less) set(share - step)
    else if (event.key === more) set(share + step)
    else if (event.key === 'Home') set(least)
    else if (event.key === 'End') set(most)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={bar}
      class={`splitter splitter-${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={least * 100}
      aria-valuemax={most * 100}
      onKeyDown={onKeyDown}
      onDblClick={() => onShare(fresh)}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event)
      }}
    />
  )
}

/** Where the pane before the bar begins; what stands above it (a pane's title) is not shared. */
function firstTop(bar: HTMLElement | null): number {
  return bar?.previousElementSibling?.getBoundingClientRect().top ?? 0
}
