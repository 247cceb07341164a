import { Complaint, type Io } from './io.ts'

/** Where work on a file reads, and says what is wrong with it. */
export type Reading = Pick<Io, 'input' | 'readFile' | 'readIfThere' | 'note'>

/**
 * What is made of each of many files by itself. It can be made in another thread, so settings and results are values that
 * can be sent there.
 */
export interface Work<S, R> {
  readonly name: string
  readonly begin: (settings: S) => (path: string, io: Reading) => Promise<R>
}

/** What came of a file: a result or a complaint, and what is to be said before it. */
export interface Told<R> {
  readonly notes: readonly string[]
  readonly result?: R
  readonly complaint?: Pick<Complaint, 'message' | 'exitCode'>
}

/** Makes it of a file; what there is to say comes with it, to be said when its turn comes. */
export async function told<R>(
  make: (path: string, io: Reading) => Promise<R>,
  path: string,
  io: Reading,
): Promise<Told<R>> {
  const notes: string[] = []
  const { input, readFile, readIfThere } = io
  try {
    return {
      notes,
      result: await make(path, { input, readFile, readIfThere, note: (line) => notes.push(line) }),
    }
  } catch (error) {
    if (!(error instanceof Complaint)) throw error
    return { notes, complaint: { message: error.message, exitCode: error.exitCode } }
  }
}

/** Others that work at the same time. */
export interface Crew<R> {
  readonly make: (path: string) => Promise<Told<R>>
  readonly close: () => void
}

/** Who can work at the same time. */
export interface Hands {
  readonly cores: number
  readonly start: <R>(count: number, work: string, settings: unknown) => Crew<R>
}

/** It is not worth while to begin a thread for fewer files. */
const fewest = 50

/** How many threads are begun for so many files. */
export function crewSize(files: number, hands: Hands | undefined, jobs: number | undefined): number {
  if (!hands) return 1
  return jobs === undefined ? Math.min(hands.cores, Math.ceil(files / fewest)) : Math.min(jobs, files)
}
