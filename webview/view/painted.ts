import type { RefObject } from 'preact'
import { useEffect, useReducer, useRef } from 'preact/hooks'
import { mark } from '../outline.ts'
import type { Strip } from '../overview.ts'
import { paintStrip, readPaint, type Paint } from '../strip.ts'
import type { ShownTree } from './shownTree.ts'

interface Wanted {
  readonly shown: ShownTree
  readonly strip: Strip
  readonly room: number
  readonly growing: boolean
  readonly matches: readonly number[]
}

/** While the reasoning grows, the strip is painted once in this many milliseconds. */
const rest = 100

/** A canvas that shows the strip, painted anew only when something of it, the theme or the size has changed. */
export function usePainted({
  shown,
  strip,
  room,
  growing,
  matches,
}: Wanted): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null)
  const paint = useRef<Paint | null>(null)
  const paintedAt = useRef(-rest)
  const [change, changed] = useReducer((count: number) => count + 1, 0)
  const { tree, folds } = shown
  const { marks } = folds

  useEffect(() => {
    const themes = new MutationObserver(() => {
      paint.current = null
      changed(undefined)
    })
    themes.observe(document.documentElement, { attributeFilter: ['style', 'class'] })
    themes.observe(document.body, { attributeFilter: ['class'] })
    const sizes = new ResizeObserver(() => changed(undefined))
    if (canvas.current) sizes.observe(canvas.current)
    return () => {
      themes.disconnect()
      sizes.disconnect()
    }
  }, [])

  useEffect(() => {
    const draw = () => {
      if (!canvas.current) return
      paint.current ??= readPaint(canvas.current)
      const passes = (index: number) => !marks || ((marks[index] ?? 0) & mark.passes) !== 0
      paintStrip(canvas.current, { tree, strip, room, passes, matches }, paint.current)
      paintedAt.current = performance.now()
    }
    // In a task of its own: an effect may run before what is new has been seen.
    const timer = setTimeout(draw, growing ? paintedAt.current + rest - performance.now() : 0)
    return () => clearTimeout(timer)
  }, [tree, strip, room, marks, matches, growing, change])

  return canvas
}
