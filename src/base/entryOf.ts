/** What a table has under a name that others wrote: each object has a `constructor` of its own, which no table means. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
