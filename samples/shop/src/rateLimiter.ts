/** A token bucket: bursts up to `capacity`, then `perSecond` calls a second. */
export class RateLimiter {
  readonly #capacity: number
  readonly #perSecond: number
  readonly #now: () => number
  #tokens: number
  #refilledAt: number

  constructor(capacity: number, perSecond: number, now: () => number = Date.now) {
    this.#capacity = capacity
    this.#perSecond = perSecond
    this.#now = now
    this.#tokens = capacity
    this.#refilledAt = now()
  }

  /** Whether a call may go out now; counts it if so. */
  allow(): boolean {
    this.#refill()
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  /** Milliseconds until the next call may go out. */
  retryAfter(): number {
    return this.#tokens >= 1 ? 0 : 1000 / this.#perSecond
  }

  #refill(): void {
    const now = this.#now()
    const earned = Math.floor(((now - this.#refilledAt) / 1000) * this.#perSecond)
    this.#tokens = Math.min(this.#capacity, this.#tokens + earned)
    this.#refilledAt = now
  }
}
