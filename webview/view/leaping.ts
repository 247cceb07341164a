import { useEffect, useReducer, useRef } from 'preact/hooks'

/** Milliseconds without a leap after which the next scrolling is thought to be none. */
const rest = 100

/** Whether the last scrolling left nothing of what was seen, and was just now: what is out of sight need not be drawn yet. */
export function useLeaping(top: number, height: number): boolean {
  const last = useRef({ top, leaping: false })
  const [, ended] = useReducer((count: number) => count + 1, 0)
  const moved = Math.abs(top - last.current.top)
  if (moved > 0) last.current = { top, leaping: height > 0 && moved >= height }
  const { leaping } = last.current
  useEffect(() => {
    if (!leaping) return
    const timer = setTimeout(() => {
      last.current = { top, leaping: false }
      ended(undefined)
    }, rest)
    return () => clearTimeout(timer)
  }, [top, leaping])
  return leaping
}
