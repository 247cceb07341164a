/** Keeps the `limit` entries that were used last. */
export class LruCache<Key, Value> {
  readonly #limit: number
  /** A Map keeps the order of insertion: the first entry is the one not used for longest. */
  readonly #entries = new Map<Key, Value>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key)
    if (!value) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  set(key: Key, value: Value): void {
    if (this.#entries.size >= this.#limit) this.#evict()
    this.#entries.set(key, value)
  }

  get size(): number {
    return this.#entries.size
  }

  #evict(): void {
    const oldest = this.#entries.keys().next()
    if (!oldest.done) this.#entries.delete(oldest.value)
  }
}
