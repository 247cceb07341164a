import { useLayoutEffect, useState } from 'preact/hooks'

/** Up to so much reasoning (UTF-16 units) all is drawn at once. */
const little = 50_000

/**
 * Whether it is time for what a long reasoning can do without in its first drawing: false in that one, true when it has
 * been seen.
 */
export function useLater(length: number): boolean {
  const [later, setLater] = useState(length <= little)
  useLayoutEffect(() => {
    // Not as an effect: where a drawing takes long, those are not put off until it is seen.
    const frame = requestAnimationFrame(() => setLater(true))
    return () => cancelAnimationFrame(frame)
  }, [])
  return later
}
