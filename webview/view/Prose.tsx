import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { mend } from '../mend.ts'
import { patchChildren } from '../patch.ts'
import { memo } from './memo.ts'
import { usePage } from './page.ts'
import { doOf, doOfKey } from './proseActions.ts'

interface Props {
  readonly turn: TurnId
  readonly text: string
  readonly known: Known
  /** More text may come. */
  readonly growing: boolean
  /** All of it is to be drawn, not only what is near to sight. */
  readonly whole?: boolean
}

/** Blocks drawn at once; more follow as they come near to sight. */
const portion = 60

/** Model text as Markdown, drawn block by block: while it grows, only its end is drawn again. */
export const Prose = memo(function Prose({ turn, text, known, growing, whole }: Props) {
  const { markdown, send } = usePage()
  const [blocks] = useState(() => markdown.blocks())
  const [drawn, more] = useReducer((count: number) => count + portion, portion)
  const all = blocks.update(text)
  const limit = whole ? all.length : drawn
  return (
    <div
      class="prose"
      onClick={(event) => doOf(event, turn, send)}
      onKeyDown={(event) => doOfKey(event, turn, send)}
    >
      {all.slice(0, limit).map((block, index) => (
        <ProseBlock
          key={index}
          text={growing && index === all.length - 1 ? mend(block.text) : block.text}
          known={known}
        />
      ))}
      {limit < all.length && <Sentinel key={limit} onNear={() => more(undefined)} />}
    </div>
  )
})

interface BlockProps {
  readonly text: string
  readonly known: Known
}

const ProseBlock = memo(function ProseBlock({ text, known }: BlockProps) {
  const { markdown } = usePage()
  const place = useRef<HTMLDivElement>(null)
  const rest = useRef(0)
  const [better, again] = useReducer((count: number) => count + 1, 0)

  useLayoutEffect(() => {
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
  }, [text, known, better])

  return <div class="prose-block" ref={place} />
})

/** Stands where text is missing, and says when a person comes near. */
function Sentinel({ onNear }: { readonly onNear: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onNear()
      },
      { rootMargin: '600px' },
    )
    if (place.current) observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  return <div class="prose-more" ref={place} />
}
