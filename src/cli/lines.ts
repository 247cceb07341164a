import type { ManyFiles } from './inputs.ts'
import type { Io } from './io.ts'
import { throughInto } from './resuming.ts'

interface Lines<S, R, C> extends ManyFiles<S, R> {
  readonly paths: readonly string[]
  /** Where they go; to standard output where absent. */
  readonly out: string | undefined
  /** What it must be that was broken off, to be gone on with. */
  readonly key: string
  /** What is counted, and what was when it was broken off. */
  readonly state: (before: unknown) => C
  /** The lines of what was made of a file, and what is counted then. */
  readonly linesOf: (
    result: R,
    state: C,
  ) => { readonly lines: readonly string[]; readonly size: number; readonly state: C }
}

/** Writes lines for each of many files, and none of it is kept; into a file, it can be gone on with. */
export async function writeLines<S, R, C>(
  { paths, out, key, state: begin, linesOf, ...how }: Lines<S, R, C>,
  io: Io,
): Promise<{ readonly how: 'done' | 'stopped'; readonly state: C }> {
  const outputs =
    out === undefined
      ? undefined
      : await io.openOutputs({ journal: `${out}.unfinished`, files: [out], aside: [], key })
  let state = begin(outputs?.state)
  const end = await throughInto(outputs, paths, io, {
    ...how,
    async use(result) {
      const { lines, size, state: after } = linesOf(result, state)
      const text = lines.map((line) => `${line}\n`).join('')
      if (text !== '') await (out === undefined || !outputs ? io.write(text) : outputs.write(out, text))
      state = after
      return { size, state }
    },
  })
  if (end === 'done') await outputs?.finish(out === undefined ? [] : [out])
  return { how: end, state }
}
