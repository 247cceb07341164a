import { throughFiles, type ManyFiles } from './inputs.ts'
import type { Io } from './io.ts'
import type { Outputs } from './outputs.ts'

interface Writing<S, R> extends ManyFiles<S, R> {
  /** Writes what was made, and gives the characters there were and what is to be known when it is gone on with. */
  readonly use: (result: R) => Promise<{ readonly size: number; readonly state: unknown }>
}

/**
 * Goes through files, one after another, from where the outputs were broken off; stopped, they are broken off again.
 * Without outputs nothing is kept of how far it was.
 */
export async function throughInto<S, R>(
  outputs: Outputs | undefined,
  paths: readonly string[],
  io: Io,
  { use, ...how }: Writing<S, R>,
): Promise<'done' | 'stopped'> {
  if (outputs?.after !== undefined) io.note(`Goes on after ${outputs.after}.`)
  const end = await throughFiles(paths, io, {
    ...how,
    after: outputs?.after,
    async use(result, path) {
      const { size, state } = await use(result)
      await outputs?.done(path, () => state)
      return size
    },
  })
  if (end === 'done') return end
  await outputs?.pause()
  io.note(outputs ? 'Stopped; the same command goes on from here.' : 'Stopped.')
  return end
}
