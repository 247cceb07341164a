/** Runs over a list, so many at a time, in its order; what is not begun when the signal aborts never is. */
export async function inParallel<T>(
  list: readonly T[],
  most: number,
  run: (item: T, index: number) => Promise<void>,
  signal?: { readonly aborted: boolean },
): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < list.length && signal?.aborted !== true) {
      const index = next++
      const item = list[index]
      if (item !== undefined) await run(item, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, list.length) }, worker))
}
