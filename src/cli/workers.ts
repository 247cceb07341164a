import { messageOf } from '../base/messageOf.ts'
import { availableParallelism } from 'node:os'
import { Worker, type MessagePort } from 'node:worker_threads'
import { Complaint } from './io.ts'
import { told, type Crew, type Hands, type Reading, type Told, type Work } from './work.ts'

interface Order {
  readonly work: string
  readonly settings: unknown
}

interface Asked {
  readonly id: number
  readonly path: string
}

interface Answered {
  readonly id: number
  readonly answer: Told<unknown>
}

/** Threads that run a script which calls `serve`. */
export function workersOf(script: string): Hands {
  return {
    cores: availableParallelism(),
    start: <R>(count: number, work: string, settings: unknown): Crew<R> => {
      const order: Order = { work, settings }
      const members = Array.from({ length: count }, () => member<R>(script, order))
      return {
        make(path) {
          const [first, ...others] = members
          if (!first) throw new Error('A crew has members.')
          return others.reduce((a, b) => (b.waiting() < a.waiting() ? b : a), first).make(path)
        },
        close: () => members.forEach(({ close }) => close()),
      }
    },
  }
}

/** In such a thread: does the work it was begun for, with each file it is asked about. */
export function serve(
  port: MessagePort,
  order: Order,
  works: readonly Work<never, unknown>[],
  io: Omit<Reading, 'note'>,
): void {
  const work = works.find(({ name }) => name === order.work)
  if (!work) throw new Error(`There is no work ${order.work}.`)
  const make = work.begin(order.settings as never)
  port.on('message', ({ id, path }: Asked) => {
    void told(make, path, { ...io, note: () => {} }).then((answer) =>
      port.postMessage({ id, answer } satisfies Answered),
    )
  })
}

/** Most of what a thread makes is gone at once: with more room for it, it would only be taken away later. */
const youngest = 8

function member<R>(script: string, order: Order) {
  const worker = new Worker(script, {
    workerData: order,
    resourceLimits: { maxYoungGenerationSizeMb: youngest },
  })
  const waiting = new Map<number, { done: (answer: Told<R>) => void; failed: (error: Error) => void }>()
  let last = 0
  let gone: Complaint | undefined
  const fail = (why: string) => {
    gone = new Complaint(`A worker thread ended: ${why}`, 1)
    for (const { failed } of waiting.values()) failed(gone)
    waiting.clear()
  }
  // What a thread sends is what the work of that name gave.
  worker.on('message', ({ id, answer }: { readonly id: number; readonly answer: Told<R> }) => {
    waiting.get(id)?.done(answer)
    waiting.delete(id)
  })
  worker.on('error', (error) => fail(messageOf(error)))
  worker.on('exit', (code) => fail(`exit code ${code}.`))
  return {
    waiting: () => waiting.size,
    make: (path: string) =>
      new Promise<Told<R>>((done, failed) => {
        if (gone) return failed(gone)
        waiting.set(++last, { done, failed })
        worker.postMessage({ id: last, path } satisfies Asked)
      }),
    close: () => void worker.terminate(),
  }
}
