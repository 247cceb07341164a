import { throughFiles } from './inputs.ts'
import type { Io } from './io.ts'
import type { Outputs } from './outputs.ts'

interface Writing<T> {
  readonly ahead?: number
  readonly read: (path: string) => Promise<T>
  /** Writes what was read, and gives the characters there were and what is to be known when it is gone on with. */
  readonly use: (read: T) => Promise<{ readonly size: number; readonly state: unknown }>
}

/**
 * Goes through files, one after another, from where the outputs were broken off; stopped, they are broken off again.
 * Without outputs nothing is kept of how far it was.
 */
export async function throughInto<T>(
  outputs: Outputs | undefined,
  paths: readonly string[],
  io: Io,
  { ahead = 4, read, use }: Writing<T>,
): Promise<'done' | 'stopped'> {
  if (outputs?.after !== undefined) io.note(`Goes on after ${outputs.after}.`)
  const how = await throughFiles(paths, io, {
    after: outputs?.after,
    ahead,
    read,
    async use(what, path) {
      const { size, state } = await use(what)
      await outputs?.done(path, () => state)
      return size
    },
  })
  if (how === 'done') return how
  await outputs?.pause()
  io.note(outputs ? 'Stopped; the same command goes on from here.' : 'Stopped.')
  return how
}
