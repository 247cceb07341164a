/** Of these names those most like the wanted one, the most like first. */
export function nearest(wanted: string, names: readonly string[], most = 3): readonly string[] {
  const target = wanted.toLowerCase()
  return names
    .map((name) => ({ name, far: distance(target, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(target.length, name.length) / 2)
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ name }) => name)
}

/** How many letters must change; what one name has before or after the other (an owner, a tag) counts little. */
function distance(a: string, b: string): number {
  if (a !== '' && b !== '' && (a.includes(b) || b.includes(a))) return Math.abs(a.length - b.length) / 4
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const changed = (row[j] ?? 0) + (letter === b[j] ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
