import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { patternOf } from '../search.ts'
import { rangesIn } from '../view/ranges.ts'

/** Lights up what is looked for, in the rows that are drawn and in the one that is shown in full. */
export function useLights(root: RefObject<Element | null>, text: string): void {
  useLayoutEffect(() => {
    const element = root.current
    const pattern = patternOf(text)
    if (!element || !pattern || !('highlights' in CSS)) return
    const light = () => {
      const blocks = [...element.querySelectorAll('.compared-title, .details-text')]
      CSS.highlights.set('match-tree', new Highlight(...blocks.flatMap((block) => rangesIn(block, pattern))))
    }
    light()
    const observer = new MutationObserver(light)
    observer.observe(element, { subtree: true, childList: true, characterData: true })
    return () => {
      observer.disconnect()
      CSS.highlights.delete('match-tree')
    }
  }, [text])
}
