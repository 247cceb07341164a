import { useMemo, useRef } from 'preact/hooks'
import { indexOf, outline, standings, visibleRows, type Outline, type Sifted } from '../outline.ts'
import { sift } from '../sieve.ts'
import type { TurnPage } from '../state.ts'

/** The tree as it is shown. */
export interface ShownTree {
  readonly tree: Outline
  readonly folds: Sifted
  /** The index of the step in each row. */
  readonly indexes: readonly number[]
  readonly standings: ReturnType<typeof standings>
}

/** Made anew only where something of it has changed. */
export function useShownTree({ value: { steps }, look }: Pick<TurnPage, 'value' | 'look'>): ShownTree {
  const { open, chosen, only, kinds } = look
  const before = useRef<Outline>(undefined)
  const tree = useMemo(() => (before.current = outline(steps, before.current)), [steps])
  const kept = only || kinds.length > 0 ? look.active : null
  const marks = useMemo(() => sift(tree, { only, kinds }, indexOf(steps, kept)), [tree, only, kinds, kept])
  return useMemo(() => {
    const folds = { open, chosen, marks }
    const indexes = visibleRows(tree, folds)
    return { tree, folds, indexes, standings: standings(tree, indexes) }
  }, [tree, open, chosen, marks])
}
