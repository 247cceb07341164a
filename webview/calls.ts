/** What one part of the page calls out and another hears, where it is there. */
export interface Calls<T> {
  readonly call: (what: T) => void
  /** Gives what ends the hearing. */
  readonly hear: (heard: (what: T) => void) => () => void
}

export function createCalls<T>(): Calls<T> {
  const hearing = new Set<(what: T) => void>()
  return {
    call(what) {
      for (const heard of hearing) heard(what)
    },
    hear(heard) {
      hearing.add(heard)
      return () => void hearing.delete(heard)
    },
  }
}
