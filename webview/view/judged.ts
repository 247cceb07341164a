import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { JudgedTurn } from '../../src/core/judging.ts'

/** What is said of the turn in view; null where nothing can be. */
export const JudgedContext = createContext<JudgedTurn | null>(null)

export function useJudged(): JudgedTurn | null {
  return useContext(JudgedContext)
}
