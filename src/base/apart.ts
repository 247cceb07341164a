/** A copy that does not hold on to the text that it was read from, of which its words are parts: those would keep all of it in memory. */
export function apart<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
