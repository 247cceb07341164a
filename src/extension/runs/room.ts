import type { Run } from './catalog.ts'

/**
 * Which runs to delete so that what is kept takes nine tenths of what it may: the oldest, none that is pinned or still
 * runs. Empty where there is no need.
 */
export function tooMuch(runs: readonly Run[], bytes: number): readonly Run[] {
  let total = sizeOf(runs)
  if (total <= bytes) return []
  const found: Run[] = []
  for (const run of runs.toSorted((one, other) => one.asked - other.asked)) {
    if (total <= bytes * 0.9) break
    if (run.pinned || run.state === 'running') continue
    found.push(run)
    total -= run.size
  }
  return found
}

export function sizeOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { size }) => sum + size, 0)
}
