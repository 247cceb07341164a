import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { StepId } from '../../src/core/step.ts'
import type { Calls } from '../calls.ts'
import type { Gesture } from '../gestures.ts'
import type { Send } from '../host.ts'
import type { Markdown } from '../markdown.ts'
import type { Pace } from '../pace.ts'

/** What every component may use. */
export interface Page {
  readonly send: Send
  readonly gesture: (done: Gesture) => void
  /** Draws model text; absent until its code has been loaded. */
  readonly markdown: Markdown | undefined
  /** A part of the page could not be loaded. */
  readonly lacking: boolean
  /** Of drawing text. */
  readonly pace: Pace
  /** Steps that the tree in view is to have at its top. */
  readonly toTop: Calls<StepId>
}

export const PageContext = createContext<Page | null>(null)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('No page around this component')
  return page
}
