import { firstIndex } from '../../src/base/firstIndex.ts'
import { useCallback, useMemo, useRef, useState } from 'preact/hooks'
import type { StepId } from '../../src/core/step.ts'
import type { Find } from '../finding.ts'
import { at, indexOf, rowOf } from '../outline.ts'
import { createSearch, matchBeside, nothingFound, type Found } from '../search.ts'
import type { TurnPage } from '../state.ts'
import { usePage } from './page.ts'
import type { Rows } from './rows.ts'

export interface Finding {
  readonly found: Found
  readonly onGo: (by: 1 | -1) => void
}

/** What a search finds in a turn, and the way through it. */
export function useFound({ value, look }: TurnPage, rows: Rows, find: Find | null): Finding {
  const { gesture } = usePage()
  const [search] = useState(createSearch)
  const found = find ? search(find.text, value.reasoning, value.answer) : nothingFound
  const latest = useRef({ found, find, rows, look })
  latest.current = { found, find, rows, look }
  const onGo = useCallback((by: 1 | -1) => {
    const { found, find, rows, look } = latest.current
    const here = rows.tree.steps[indexOf(rows.tree.steps, look.selected)]?.span.from ?? 0
    const to = matchBeside(found, find?.at ?? null, by, here)
    if (to)
      gesture({ type: 'findMoved', to, step: to.where === 'reasoning' ? holderOf(rows, to.from) : null })
  }, [])
  return useMemo(() => ({ found, onGo }), [found])
}

/** The step to show for an offset: the statement where it is in sight, else the step around it. */
function holderOf({ tree, indexes }: Rows, offset: number): StepId | null {
  const { steps } = tree
  const inner = Math.max(0, firstIndex(steps.length, (index) => (steps[index]?.span.from ?? 0) > offset) - 1)
  const shown = indexes[rowOf(indexes, inner)] === inner
  const holder = at(tree.parent, inner)
  return steps[shown || holder < 0 ? inner : holder]?.id ?? null
}
