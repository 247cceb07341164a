import type { Io } from './io.ts'
import { throughInto } from './resuming.ts'

interface Lines<S> {
  readonly paths: readonly string[]
  /** Where they go; to standard output where absent. */
  readonly out: string | undefined
  /** What it must be that was broken off, to be gone on with. */
  readonly key: string
  readonly ahead?: number
  /** What is counted, and what was when it was broken off. */
  readonly state: (before: unknown) => S
  /** The lines of a file, and what is counted then. */
  readonly linesOf: (
    path: string,
  ) => Promise<{ readonly lines: readonly string[]; readonly size: number; readonly count: (state: S) => S }>
}

/** Writes lines for each of many files, and none of it is kept; into a file, it can be gone on with. */
export async function writeLines<S>(
  { paths, out, key, ahead, state: begin, linesOf }: Lines<S>,
  io: Io,
): Promise<{ readonly how: 'done' | 'stopped'; readonly state: S }> {
  const outputs =
    out === undefined
      ? undefined
      : await io.openOutputs({ journal: `${out}.unfinished`, files: [out], aside: [], key })
  let state = begin(outputs?.state)
  const how = await throughInto(outputs, paths, io, {
    ...(ahead !== undefined && { ahead }),
    read: linesOf,
    async use({ lines, size, count }) {
      const text = lines.map((line) => `${line}\n`).join('')
      if (text !== '') await (out === undefined || !outputs ? io.write(text) : outputs.write(out, text))
      state = count(state)
      return { size, state }
    },
  })
  if (how === 'done') await outputs?.finish(out === undefined ? [] : [out])
  return { how, state }
}
