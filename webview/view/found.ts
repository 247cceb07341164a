import { firstIndex } from '../../src/base/firstIndex.ts'
import { useCallback, useRef, useState } from 'preact/hooks'
import type { StepId } from '../../src/core/step.ts'
import type { Block } from '../blocks.ts'
import type { Find } from '../finding.ts'
import { at, indexOf, rowOf } from '../outline.ts'
import {
  countIn,
  createSearch,
  matchBeside,
  nothingFound,
  placeOf,
  type Found,
  type Match,
} from '../search.ts'
import type { TurnPage } from '../state.ts'
import type { Here } from './lights.ts'
import { usePage } from './page.ts'
import type { ShownTree } from './shownTree.ts'

export interface Finding {
  readonly found: Found
  /** The match one is at, where it is shown. */
  readonly here: Here | null
  readonly onGo: (by: 1 | -1) => void
}

/** What a search finds in a turn, and the way through it. */
export function useFound(
  page: TurnPage,
  shown: ShownTree,
  blocks: readonly Block[],
  find: Find | null,
): Finding {
  const { value, look } = page
  const { gesture } = usePage()
  const [search] = useState(createSearch)
  const found = find ? search(find.text, value.reasoning, value.answer) : nothingFound
  const latest = useRef({ found, find, shown, look })
  latest.current = { found, find, shown, look }
  const onGo = useCallback((by: 1 | -1) => {
    const { found, find, shown, look } = latest.current
    const here = shown.tree.steps[indexOf(shown.tree.steps, look.selected)]?.span.from ?? 0
    const to = matchBeside(found, find?.at ?? null, by, here)
    if (to)
      gesture({ type: 'findMoved', to, step: to.where === 'reasoning' ? holderOf(shown, to.from) : null })
  }, [])
  return { found, here: hereOf(page, find, found, blocks), onGo }
}

/** The step to show for an offset: the statement where it is in sight, else the step around it. */
function holderOf({ tree, indexes }: ShownTree, offset: number): StepId | null {
  const { steps } = tree
  const inner = Math.max(0, firstIndex(steps.length, (index) => (steps[index]?.span.from ?? 0) > offset) - 1)
  const shown = indexes[rowOf(indexes, inner)] === inner
  const holder = at(tree.parent, inner)
  return steps[shown || holder < 0 ? inner : holder]?.id ?? null
}

/** Where the match one is at stands among those that are shown. */
function hereOf(
  { value, look }: TurnPage,
  find: Find | null,
  found: Found,
  blocks: readonly Block[],
): Here | null {
  const match = find?.at ?? null
  const place = placeOf(found, match)
  if (!match || place < 0) return null
  if (match.where === 'answer') return inBlock(blocks, match, place, found)
  const step = value.steps[indexOf(value.steps, look.selected)]
  if (!step || match.from < step.span.from || match.from >= step.span.to) return null
  return { part: 'match-detail', nth: countIn(found, step.span.from, match.from) }
}

function inBlock(blocks: readonly Block[], { from }: Match, place: number, { matches }: Found): Here | null {
  let begin = 0
  for (const [block, { text }] of blocks.entries()) {
    if (from < begin + text.length) {
      const first = matches.findIndex((match) => match.where === 'answer' && match.from >= begin)
      return { part: 'match-answer', block, nth: place - first }
    }
    begin += text.length
  }
  return null
}
