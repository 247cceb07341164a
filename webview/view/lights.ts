import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { Find } from '../finding.ts'
import { patternOf } from '../search.ts'
import { rangesIn } from './ranges.ts'

/** The parts of a turn in which matches are lit up, and what in them holds text that belongs together. */
const parts = {
  'match-tree': '.tree .row-title',
  'match-detail': '.detail .prose-block',
  'match-answer': '.answer .prose-block',
} as const

type Part = keyof typeof parts

/** The match one is at: the `nth` (from 0) of its part, or of one block of it. */
export interface Here {
  readonly part: Part
  readonly block?: number
  readonly nth: number
}

/** Lights up what is looked for, wherever it is drawn, without a change to what is drawn. */
export function useLights(root: RefObject<Element | null>, find: Find | null, here: Here | null): void {
  const text = find?.text ?? ''
  useLayoutEffect(() => {
    const element = root.current
    const pattern = patternOf(text)
    if (!element || !pattern || !('highlights' in CSS)) return
    const light = (part: Part) => {
      const blocks = rangesOf(element, parts[part], pattern)
      const ranges = blocks.flat()
      const current = here?.part === part ? currentOf(blocks, here) : undefined
      CSS.highlights.set(part, new Highlight(...ranges))
      if (here?.part === part) CSS.highlights.set('match-here', new Highlight(...(current ? [current] : [])))
      return current
    }
    let led = false
    const all = () => {
      const range = partNames.map(light).find((one) => one !== undefined)
      if (!range || led) return
      led = true
      reveal(range)
    }
    all()
    const observer = new MutationObserver(all)
    observer.observe(element, { subtree: true, childList: true, characterData: true })
    return () => {
      observer.disconnect()
      for (const name of [...partNames, 'match-here']) CSS.highlights.delete(name)
    }
  }, [text, here?.part, here?.block, here?.nth, find?.at])
}

const partNames: readonly Part[] = ['match-tree', 'match-detail', 'match-answer']

function currentOf(blocks: readonly (readonly Range[])[], { block, nth }: Here): Range | undefined {
  return block === undefined ? blocks.flat()[nth] : blocks[block]?.[nth]
}

/** Block by block. */
function rangesOf(root: Element, blocks: string, pattern: RegExp): readonly (readonly Range[])[] {
  return [...root.querySelectorAll(blocks)].map((block) => rangesIn(block, pattern))
}

/** Scrolls what holds a range, so that it is in sight. */
function reveal(range: Range) {
  const scroller = range.startContainer.parentElement?.closest('.detail-body, .answer, .tree')
  if (!scroller || scroller.matches('.tree')) return
  const [box, room] = [range.getBoundingClientRect(), scroller.getBoundingClientRect()]
  if (box.top < room.top || box.bottom > room.bottom)
    scroller.scrollTop += box.top - room.top - room.height / 3
}
