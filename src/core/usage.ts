import type { Usage } from '../base/delta.ts'

/** What two requests took together; a count that one of them lacks is not known. */
export function sumOf(one: Usage, other: Usage): Usage {
  const counts = (['prompt', 'completion', 'total', 'reasoning', 'prefill', 'decode'] as const).flatMap(
    (name) => {
      const [first, second] = [one[name], other[name]]
      return first === undefined || second === undefined ? [] : [[name, first + second] as const]
    },
  )
  // What no server speaks of was not cached, and not drafted.
  const optional = (['cached', 'drafted', 'accepted'] as const)
    .filter((name) => one[name] !== undefined || other[name] !== undefined)
    .map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)] as const)
  const { firstToken = other.firstToken } = one
  return {
    ...Object.fromEntries([...counts, ...optional]),
    ...(firstToken !== undefined && { firstToken }),
  }
}
