import { useEffect, useRef, useState } from 'preact/hooks'
import { announcement, occasion } from '../announce.ts'
import type { TurnPage } from '../state.ts'

/** At most one announcement in this many milliseconds. */
const pause = 5000

/** Tells screen readers how it goes, politely and rarely. */
export function Announcer({ page }: { readonly page: TurnPage }) {
  const [said, setSaid] = useState('')
  const latest = useRef(page)
  const lastAt = useRef(-pause)
  latest.current = page
  const what = occasion(page)
  useEffect(() => {
    const timer = setTimeout(
      () => {
        lastAt.current = performance.now()
        setSaid(announcement(latest.current))
      },
      Math.max(0, lastAt.current + pause - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [what])
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said}
    </div>
  )
}
