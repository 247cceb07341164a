import { parentPort } from 'node:worker_threads'
import { insideOf } from '../../inside/inside.ts'
import type { Job } from './decode.ts'

/** Decodes what one request told, and ends. */
parentPort?.once('message', ({ heard, card }: Job) => {
  const { routing, problem } = insideOf(heard, card)
  parentPort?.postMessage({ routing, problem }, routing ? [routing.ids.buffer] : [])
})
