/**
 * A function that remembers what it gave for what it was asked since `turn` was last called, and before it once more: so
 * what is asked again and again is worked out once, and what is asked no more is forgotten.
 */
export interface Lately<T> {
  (text: string): T
  turn(): void
}

export function lately<T>(work: (text: string) => T): Lately<T> {
  let before = new Map<string, T>()
  let now = new Map<string, T>()
  const give = (text: string): T => {
    const known = now.get(text)
    if (known !== undefined) return known
    const found = before.get(text) ?? work(text)
    now.set(text, found)
    return found
  }
  const turn = () => {
    before = now
    now = new Map()
  }
  return Object.assign(give, { turn })
}
