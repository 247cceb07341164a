import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { TurnHead } from '../../src/protocol/webview.ts'
import type { Block } from '../blocks.ts'
import type { Link, Linker } from '../links.ts'
import { createLazy } from '../lazy.ts'
import { at, type Outline } from '../outline.ts'
import { stripOf } from '../overview.ts'

/** A block of the explanation, and the steps that bear on it. */
export interface Passage {
  readonly block: Block
  /** 1-based among those that say something of their own; 0 for a heading or a line. */
  readonly number: number
  readonly links: readonly Link[]
}

/** Milliseconds of work in one go; the page is drawn in between. */
const portion = 6

/** Steps that hold more are long enough to speak of anything. */
const longestRead = 20_000

interface Wanted {
  readonly known: TurnHead['known']
  readonly tree: Outline
  readonly reasoning: string
  readonly blocks: readonly Block[]
  /** Steps may still come: nothing is looked for before they have. */
  readonly thinking: boolean
  /** The explanation may go on. */
  readonly growing: boolean
}

/** Finds the steps that bear on what is finished of the explanation: little by little, each block once. */
export function usePassages({
  known,
  tree,
  reasoning,
  blocks,
  thinking,
  growing,
}: Wanted): readonly Passage[] {
  const linker = useLinker(known, tree, reasoning, !thinking && blocks.length > 0)
  const links = useMemo(() => new Map<Block, readonly Link[]>(), [linker])
  const before = useRef<readonly Passage[]>([])
  return useMemo(() => {
    let number = 0
    before.current = blocks.map((block, index) => {
      const heading = /^\s*(?:#{1,6}\s|(?:[-*_]\s*){3,}$|$)/.test(block.text)
      const passage = { block, number: heading ? 0 : ++number, links: heading ? none : linksOf(block) }
      const last = before.current[index]
      // The same as before is the same object: it need not be drawn again.
      return last?.block === block && last.number === passage.number && last.links === passage.links
        ? last
        : passage
    })
    return before.current
  }, [blocks, linker, growing])

  function linksOf(block: Block): readonly Link[] {
    if (!linker || (block.open && growing)) return none
    let found = links.get(block)
    if (!found) links.set(block, (found = linker.link(block.text)))
    return found
  }
}

const none: readonly Link[] = []

const linkers = createLazy(async () => (await import('../links.ts')).createLinker, null)

/** A linker that has read all steps; none until then. */
function useLinker(
  known: TurnHead['known'],
  tree: Outline,
  reasoning: string,
  wanted: boolean,
): Linker | undefined {
  const [linker, setLinker] = useState<Linker>()
  const last = tree.steps.at(-1)
  // Steps that have ended stay as they are: the same end means the same steps.
  const end = `${tree.steps.length} ${last?.id} ${last?.span.to}`
  useEffect(() => {
    if (!wanted) return
    let timer = 0
    let gone = false
    const begin = (reader: Linker) => {
      const texts = [...ownTexts(tree, reasoning)]
      let next = 0
      const read = () => {
        const until = performance.now() + portion
        while (next < texts.length && performance.now() < until) {
          const [index, text] = texts[next++] ?? []
          const step = tree.steps[index ?? -1]
          if (step && text !== undefined) reader.add(step.id, text)
        }
        if (next < texts.length) timer = window.setTimeout(read)
        else setLinker(reader)
      }
      timer = window.setTimeout(read)
    }
    // Not needed before there is an explanation.
    linkers.whenReady(() => {
      if (!gone && linkers.value) begin(linkers.value(known))
    })
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [wanted, end, known])
  return linker
}

/** What each step says itself, outside of the steps in it. */
function ownTexts(tree: Outline, reasoning: string): ReadonlyMap<number, string> {
  const texts = new Map<number, string>()
  for (const { index, from, to } of stripOf(tree).runs) {
    const text = (texts.get(index) ?? '') + reasoning.slice(from, to)
    texts.set(index, text.slice(0, longestRead))
  }
  return texts
}

/** The passages that a step ends in: those that it bears on, or a step in it does, or for a statement its step. */
export function passagesOf(passages: readonly Passage[], tree: Outline, index: number): readonly Passage[] {
  const from = tree.steps[index]?.level === 'statement' ? at(tree.parent, index) : index
  if (from < 0) return []
  const ids = new Set(tree.steps.slice(from, at(tree.end, from)).map(({ id }) => id))
  return passages.filter(({ links }) => links.some(({ step }) => ids.has(step)))
}

/** Leads to a passage: it comes into sight, and the block of the explanation that it is stays drawn. */
export function useLedTo(answer: RefObject<HTMLElement | null>, passages: readonly Passage[]) {
  const [led, to] = useState<Pick<Passage, 'number'> | null>(null)
  useLayoutEffect(() => {
    const passage = led && answer.current?.querySelector(`[data-passage="${led.number}"]`)
    passage?.scrollIntoView({ block: 'nearest' })
  }, [led])
  const block = led ? passages.findIndex(({ number }) => number === led.number) : -1
  return { to, block: block < 0 ? undefined : block }
}
