import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { Find } from '../finding.ts'
import { patternOf } from '../search.ts'

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

/** A match may go over the ends of elements, as in `**throws** away`. */
function rangesIn(block: Element, pattern: RegExp): readonly Range[] {
  const ranges: Range[] = []
  const nodes: Text[] = []
  const starts: number[] = []
  let text = ''
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!(node instanceof Text) || node.parentElement?.closest('.code-tools, .unseen')) continue
    nodes.push(node)
    starts.push(text.length)
    text += node.data
  }
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [from, to] = [match.index, match.index + match[0].length]
    const first = starts.findLastIndex((start) => start <= from)
    const last = starts.findLastIndex((start) => start < to)
    const [begin, end] = [nodes[first], nodes[last]]
    if (!begin || !end) continue
    const range = new Range()
    range.setStart(begin, from - (starts[first] ?? 0))
    range.setEnd(end, to - (starts[last] ?? 0))
    ranges.push(range)
  }
  return ranges
}

/** Scrolls what holds a range, so that it is in sight. */
function reveal(range: Range) {
  const scroller = range.startContainer.parentElement?.closest('.detail-body, .answer, .tree')
  if (!scroller || scroller.matches('.tree')) return
  const [box, room] = [range.getBoundingClientRect(), scroller.getBoundingClientRect()]
  if (box.top < room.top || box.bottom > room.bottom)
    scroller.scrollTop += box.top - room.top - room.height / 3
}
