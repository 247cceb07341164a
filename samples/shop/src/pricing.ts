/** Money in whole cents. */
export type Cents = number

export interface PricedLine {
  readonly sku: string
  readonly unit: Cents
  readonly quantity: number
}

export type Discount =
  | { readonly kind: 'percent'; readonly rate: number }
  | { readonly kind: 'amount'; readonly amount: Cents }

/** Reads an amount as people type it, such as `19.99`. */
export function toCents(text: string): Cents {
  return Math.floor(parseFloat(text) * 100)
}

export function subtotal(lines: readonly PricedLine[]): Cents {
  return lines.reduce((sum, line) => sum + line.unit * line.quantity, 0)
}

/** What the discounts take off a subtotal, one after another. */
export function discountOf(sum: Cents, discounts: readonly Discount[]): Cents {
  let rest = sum
  for (const discount of discounts) {
    rest -= discount.kind === 'percent' ? Math.round(rest * discount.rate) : discount.amount
  }
  return sum - rest
}

/** Spreads a discount over the lines by their share, so that a refund knows what was paid for each. */
export function spread(lines: readonly PricedLine[], discount: Cents): Cents[] {
  const sum = subtotal(lines)
  return lines.map((line) => Math.round((discount * line.unit * line.quantity) / sum))
}

/** What the customer pays. The tax rate is a fraction, 0.19 for 19 %. */
export function total(lines: readonly PricedLine[], discounts: readonly Discount[], taxRate: number): Cents {
  const sum = subtotal(lines)
  const net = sum - discountOf(sum, discounts)
  return net + Math.round(net * taxRate)
}
