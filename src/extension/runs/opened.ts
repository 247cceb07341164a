/** Groups are open until so many rows are seen. */
const seenAtFirst = 100

/** Which groups are open at first, by how many rows they have: of thousands of runs, those of the last days are seen. */
export function openedAtFirst(sizes: readonly number[]): readonly boolean[] {
  let above = 0
  return sizes.map((size) => {
    const open = above < seenAtFirst
    above += size
    return open
  })
}
