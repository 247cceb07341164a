import { setTimeout as sleep } from 'node:timers/promises'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'

/** A sample endpoint that begins every answer, piece by piece, and ends none, however slow or fast the machine is. */
export function createEndlessEndpoint(): Promise<SampleEndpoint> {
  const never = new Promise<void>(() => {})
  return createSampleEndpoint({ hold: (tokens) => (tokens > 200 ? never : sleep(2)) })
}
