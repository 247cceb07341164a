import type { Usage } from '../base/delta.ts'

/** What two requests took together; a count that one of them lacks is not known. */
export function sumOf(one: Usage, other: Usage): Usage {
  const counts = (['prompt', 'completion', 'total', 'reasoning'] as const).flatMap((name) => {
    const [first, second] = [one[name], other[name]]
    return first === undefined || second === undefined ? [] : [[name, first + second] as const]
  })
  // What no server speaks of was not cached.
  const cached =
    one.cached === undefined && other.cached === undefined
      ? {}
      : { cached: (one.cached ?? 0) + (other.cached ?? 0) }
  return { ...Object.fromEntries(counts), ...cached }
}
