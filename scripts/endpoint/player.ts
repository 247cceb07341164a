import type http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Step } from './answer.ts'
import type { Controlled } from './control.ts'

export type Hold = (tokens: number) => Promise<void> | undefined

/** Sends an answer step by step, at the given speed, for as long as somebody listens. */
export async function play(
  { status, headers, steps }: Controlled,
  response: http.ServerResponse,
  speed: number,
  hold?: Hold,
): Promise<void> {
  // A pause is not made up for.
  let begun = performance.now()
  let tokens = 0
  for (const step of steps) {
    if (response.destroyed) return
    if (step.kind === 'silence') return
    if (!response.headersSent) response.writeHead(status, headers)
    switch (step.kind) {
      case 'write': {
        const held = hold?.(tokens)
        if (held) {
          const from = performance.now()
          await held
          begun += performance.now() - from
        }
        tokens += step.tokens
        if (speed > 0) await until(begun + (tokens * 1000) / speed)
        if (!(await send(response, step))) return
        break
      }
      case 'pause':
        begun += step.for
        await until(performance.now() + step.for)
        break
      case 'headers':
        response.flushHeaders()
        break
      case 'reset':
        // What was written must have left before the connection breaks.
        await sleep(20)
        response.destroy()
        return
    }
  }
  if (!response.headersSent) response.writeHead(status, headers)
  response.end()
}

async function send(response: http.ServerResponse, { bytes }: Step & { kind: 'write' }): Promise<boolean> {
  if (response.destroyed) return false
  if (response.write(bytes)) return true
  await new Promise<void>((resolve) => {
    const goOn = () => {
      response.off('drain', goOn).off('close', goOn)
      resolve()
    }
    response.on('drain', goOn).on('close', goOn)
  })
  return !response.destroyed
}

async function until(time: number): Promise<void> {
  const wait = time - performance.now()
  if (wait > 1) await sleep(wait)
}
