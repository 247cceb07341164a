import { subtotal, type Cents, type PricedLine } from './pricing.ts'

interface CartLine extends PricedLine {
  quantity: number
}

/** What a customer has put aside. One line for each article. */
export class Cart {
  readonly #lines: CartLine[] = []

  add(sku: string, unit: Cents, quantity = 1): void {
    const line = this.#lines.find((line) => line.sku === sku)
    if (line) line.quantity += quantity
    else this.#lines.push({ sku, unit, quantity })
  }

  /** Takes some of an article out; the line goes when nothing is left. */
  remove(sku: string, quantity = 1): void {
    const index = this.#lines.findIndex((line) => line.sku === sku)
    const line = this.#lines[index]
    if (!line) return
    line.quantity -= quantity
    if (line.quantity === 0) this.#lines.splice(index, 1)
  }

  /** The lines as they are now; later changes do not show in it. */
  snapshot(): readonly PricedLine[] {
    return [...this.#lines]
  }

  get subtotal(): Cents {
    return subtotal(this.#lines)
  }
}
