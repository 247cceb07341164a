import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Send } from '../host.ts'
import type { Markdown } from '../markdown.ts'
import type { Pace } from '../pace.ts'
import type { Gesture } from '../state.ts'

/** What every component may use. */
export interface Page {
  readonly send: Send
  readonly gesture: (done: Gesture) => void
  /** Draws model text; absent until its code has been loaded. */
  readonly markdown: Markdown | undefined
  /** Of drawing text. */
  readonly pace: Pace
}

export const PageContext = createContext<Page | null>(null)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('No page around this component')
  return page
}
