/** The keys that go back and on in a row, or in a column. */
export const sideways = ['ArrowLeft', 'ArrowRight'] as const
export const upright = ['ArrowUp', 'ArrowDown'] as const

/** What a key goes to from the one at `at`, round about; `undefined` for all other keys. */
export function besideByKey<T>(
  key: string,
  [back, on]: typeof sideways | typeof upright,
  all: readonly T[],
  at: number,
): T | undefined {
  const to = { [back]: at - 1, [on]: at + 1, Home: 0, End: all.length - 1 }[key]
  return to === undefined ? undefined : all[(to + all.length) % all.length]
}
