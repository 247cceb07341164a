import { setTimeout as sleep } from 'node:timers/promises'
import { errors, type Locator } from 'playwright-core'

/** Seconds matter to a person; here only that a slow machine is not taken for a broken one. */
export const PATIENCE = 90_000
/** What is done again is given more time each time, to a limit: on a slow machine it may only not be there yet. */
export const FIRST_WAIT = 3000
const LONGEST_WAIT = 30_000

/**
 * Does something until it has come to what it is for: a window that is busy lets keys and clicks fall. Only for what does
 * no harm when it is done twice.
 */
export async function until(
  act: () => Promise<unknown>,
  done: Locator | (() => Promise<boolean>),
  firstWait = FIRST_WAIT,
): Promise<void> {
  const isDone = typeof done === 'function' ? done : () => done.first().isVisible()
  let cause: unknown
  await again(
    async (wait) => {
      // What it came to late may have hidden what it is done with, such as a button.
      cause = await act().then(
        () => undefined,
        (error: unknown) => error,
      )
      return becomes(isDone, wait)
    },
    () => new Error(`It does not come to ${String(done)}`, { cause }),
    firstWait,
  )
}

/** Does a thing with more time each time, until it says that it is done. */
export async function again(
  work: (wait: number) => Promise<boolean>,
  failure: () => Error | Promise<Error>,
  firstWait = FIRST_WAIT,
): Promise<void> {
  const start = Date.now()
  for (let wait = firstWait; !(await work(wait)); wait = Math.min(2 * wait, LONGEST_WAIT))
    if (Date.now() - start > PATIENCE) throw await failure()
}

/** Whether it comes into sight while one would wait for it before trying again. */
export function comes(locator: Locator, timeout: number): Promise<boolean> {
  return succeeds(locator.waitFor({ timeout }))
}

export function goes(locator: Locator, timeout: number): Promise<boolean> {
  return succeeds(locator.waitFor({ state: 'hidden', timeout }))
}

export async function becomes(is: () => Promise<boolean>, timeout: number): Promise<boolean> {
  for (const start = Date.now(); !(await is()); await sleep(50))
    if (Date.now() - start > timeout) return false
  return true
}

export function takes(input: Locator, text: string, timeout: number): Promise<boolean> {
  return succeeds(input.fill(text, { timeout }))
}

export function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof errors.TimeoutError) return false
      throw error
    },
  )
}
