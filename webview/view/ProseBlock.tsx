import { useLayoutEffect, useReducer, useRef } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import { patchChildren } from '../patch.ts'
import { memo } from './memo.ts'
import { useNear } from './near.ts'
import { usePage } from './page.ts'

interface BlockProps {
  readonly text: string
  readonly known: Known
}

/** One block of model text as Markdown. */
export const ProseBlock = memo(function ProseBlock({ text, known }: BlockProps) {
  const { markdown } = usePage()
  const place = useRef<HTMLDivElement>(null)
  const rest = useRef(0)
  const near = useNear(place)
  const [better, again] = useReducer((count: number) => count + 1, 0)

  useLayoutEffect(() => {
    if (!near) return leaveRoom(place.current)
    if (place.current) place.current.style.height = ''
    const draw = () => {
      const element = place.current
      if (!element) return
      const began = performance.now()
      const { fragment, whenBetter } = markdown.render(text, known)
      patchChildren(element, fragment)
      whenBetter?.(() => again(undefined))
      const ended = performance.now()
      // A long block that grows leaves most of the time to the rest of the page.
      rest.current = ended + 8 * (ended - began)
    }
    const wait = rest.current - performance.now()
    if (wait < 16) {
      draw()
      return
    }
    const timer = setTimeout(draw, wait)
    return () => clearTimeout(timer)
  }, [text, known, better, near])

  return <div class="prose-block" ref={place} />
})

/** Far from sight there is only the room that the text takes. */
function leaveRoom(element: HTMLElement | null) {
  if (!element) return
  element.style.height = `${element.getBoundingClientRect().height}px`
  element.replaceChildren()
}
