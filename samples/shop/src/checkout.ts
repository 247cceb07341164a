import type { Cart } from './cart.ts'
import type { Inventory } from './inventory.ts'
import { total, type Cents, type Discount } from './pricing.ts'

export interface Payments {
  /** The provider charges a key once, however often it is sent. Rejects on a time-out. */
  charge(key: string, amount: Cents): Promise<'paid' | 'declined'>
}

export interface Shop {
  readonly inventory: Inventory
  readonly payments: Payments
  readonly taxRate: number
  readonly newId: () => string
}

const attempts = 3

/** Reserves, charges, settles. The order id where it worked. */
export async function checkOut(
  { inventory, payments, taxRate, newId }: Shop,
  cart: Cart,
  discounts: readonly Discount[],
): Promise<string | undefined> {
  const orderId = newId()
  const lines = cart.snapshot()
  if (!(await inventory.reserveAll(orderId, lines))) return undefined
  const amount = total(lines, discounts, taxRate)
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      const outcome = await payments.charge(newId(), amount)
      if (outcome === 'declined') break
      inventory.settle(orderId)
      return orderId
    } catch {
      await pause(attempt * 500)
    }
  }
  await inventory.release(orderId)
  return undefined
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
