import { Worker } from 'node:worker_threads'
import type { ModelCard } from '../../base/modelCard.ts'
import { insideOf, type Heard, type InsideRun } from '../../inside/inside.ts'

export interface Job {
  readonly heard: Heard
  readonly card: ModelCard | undefined
}

/** What was heard, experts decoded in a thread of their own: they are some hundred milliseconds of work. */
export async function decodeApart(
  script: string,
  heard: Heard,
  card: ModelCard | undefined,
): Promise<InsideRun> {
  if (!heard.experts) return insideOf(heard, card)
  const worker = new Worker(script)
  try {
    const decoded = await new Promise<Pick<InsideRun, 'routing' | 'problem'>>((done, failed) => {
      worker.once('message', done)
      worker.once('error', failed)
      // The bytes are given away: to copy them would hold up this thread.
      const bytes = heard.experts?.bytes?.map(({ buffer }) => buffer) ?? []
      worker.postMessage({ heard: { ...heard, tokens: [] }, card } satisfies Job, bytes)
    })
    const { from, tokens } = heard
    const { routing, problem } = decoded
    return { from, tokens, ...(routing && { routing }), ...(problem !== undefined && { problem }) }
  } finally {
    void worker.terminate()
  }
}
