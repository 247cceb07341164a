/** Stock levels in a database that other processes use too. */
export interface StockStore {
  read(sku: string): Promise<number>
  write(sku: string, quantity: number): Promise<void>
}

export interface StockLine {
  readonly sku: string
  readonly quantity: number
}

interface Hold extends StockLine {
  readonly until: number
}

const holdFor = 15 * 60_000

/** Takes stock off the shelf while a customer pays, and puts it back if they do not. */
export class Inventory {
  readonly #store: StockStore
  readonly #now: () => number
  readonly #holds = new Map<string, Hold>()

  constructor(store: StockStore, now: () => number = Date.now) {
    this.#store = store
    this.#now = now
  }

  /** Holds stock for an order; false where there is not enough. */
  async reserve(orderId: string, { sku, quantity }: StockLine): Promise<boolean> {
    const available = await this.#store.read(sku)
    if (available < quantity) return false
    await this.#store.write(sku, available - quantity)
    this.#holds.set(orderId, { sku, quantity, until: this.#now() + holdFor })
    return true
  }

  /** Holds every line of an order, or none. */
  async reserveAll(orderId: string, lines: readonly StockLine[]): Promise<boolean> {
    const held = await Promise.all(lines.map((line) => this.reserve(orderId, line)))
    if (held.every(Boolean)) return true
    await this.release(orderId)
    return false
  }

  /** Puts the stock of an order back on the shelf. */
  async release(orderId: string): Promise<void> {
    const hold = this.#holds.get(orderId)
    if (!hold) return
    const available = await this.#store.read(hold.sku)
    await this.#store.write(hold.sku, available + hold.quantity)
    this.#holds.delete(orderId)
  }

  /** The order was paid: its stock is gone for good. */
  settle(orderId: string): void {
    this.#holds.delete(orderId)
  }

  /** Releases what was held too long; called every minute. */
  async sweep(): Promise<void> {
    for (const [orderId, hold] of this.#holds) {
      if (hold.until < this.#now()) await this.release(orderId)
    }
  }
}
