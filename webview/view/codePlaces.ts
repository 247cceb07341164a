import { useCallback, useMemo, useRef } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import type { StepId } from '../../src/core/step.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { indexOf, rowOf } from '../outline.ts'
import { createPlaces, targetOf, type Place } from '../places.ts'
import { usePage } from './page.ts'
import type { ShownTree } from './shownTree.ts'

interface CodePlaces {
  /** What a row says itself: what is in rows under it is theirs. */
  readonly placeIn: (row: number, how: 'find' | 'known') => Place | undefined
  /** Goes to the code that a step speaks of. The same as long as the turn is: rows are not drawn again for it. */
  readonly onCode: (step: StepId) => void
}

/** The code that the rows of a tree speak of. */
export function useCodePlaces(turn: TurnId, known: Known, shown: ShownTree, reasoning: string): CodePlaces {
  const { send } = usePage()
  const placeOf = useMemo(() => createPlaces(known), [known])
  const latest = useRef<(id: StepId) => Place | undefined>(() => undefined)
  const { tree, indexes } = shown
  const stepIn = (row: number) => tree.steps[indexes[row] ?? -1]
  const placeIn: CodePlaces['placeIn'] = (row, how) => {
    const step = stepIn(row)
    if (!step || step.level === 'phase') return undefined
    const next = stepIn(row + 1)?.span.from ?? step.span.to
    return placeOf(step, Math.min(step.span.to, next), reasoning, how)
  }
  latest.current = (id) => placeIn(rowOf(indexes, indexOf(tree.steps, id)), 'find')
  const onCode = useCallback(
    (step: StepId) => {
      const place = latest.current(step)
      if (place) send({ type: 'openReference', turn, ...targetOf(place.reference) })
    },
    [send, turn],
  )
  return { placeIn, onCode }
}
