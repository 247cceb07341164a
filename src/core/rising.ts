/** Of a list, the heaviest part whose values rise from one to the next. Takes n log n. */
export function rising<T>(
  list: readonly T[],
  valueOf: (item: T) => number,
  weightOf: (item: T) => number,
): readonly T[] {
  const values = [...new Set(list.map(valueOf))].sort((one, other) => one - other)
  const rankOf = new Map(values.map((value, rank) => [value, rank + 1]))
  // For each rank, the best end of a part at this rank or below, as a binary indexed tree.
  const best: number[] = Array.from({ length: values.length + 1 }, () => -1)
  const total: number[] = []
  const before: number[] = []
  const better = (one: number, other: number) => ((total[one] ?? 0) > (total[other] ?? 0) ? one : other)
  let end = -1
  for (const [at, item] of list.entries()) {
    const rank = rankOf.get(valueOf(item)) ?? 0
    let last = -1
    for (let below = rank - 1; below > 0; below -= below & -below) last = better(best[below] ?? -1, last)
    before.push(last)
    total.push((total[last] ?? 0) + weightOf(item))
    for (let above = rank; above < best.length; above += above & -above)
      best[above] = better(at, best[above] ?? -1)
    end = better(at, end)
  }
  const found: T[] = []
  for (let at = end; at >= 0; at = before[at] ?? -1) {
    const item = list[at]
    if (item !== undefined) found.push(item)
  }
  return found.toReversed()
}
