import type { Outputs, Wanted } from './outputs.ts'
import type { Hands } from './work.ts'

/** Where a command reads and writes. */
export interface Io {
  /** Standard input as it comes, decoded. */
  readonly input: AsyncIterable<string>
  /** A file of any size, piece by piece. */
  readonly pieces: (path: string) => AsyncIterable<string>
  readonly readFile: (path: string) => Promise<string>
  /** Undefined where there is no such file. */
  readonly readIfThere: (path: string) => Promise<string | undefined>
  readonly readBytesIfThere: (path: string) => Promise<Uint8Array | undefined>
  /** All `.think` files in a folder and in those in it, sorted; undefined where it is none. */
  readonly filesIn: (folder: string) => Promise<readonly string[] | undefined>
  /**
   * Before what costs much is made for a file: says what stands in its way. Then whoever reads the output may leave, and
   * the file is written all the same.
   */
  readonly willWrite: (path: string) => Promise<void>
  /** What stood there is replaced; folders are made. */
  readonly writeFile: (path: string, content: string | Uint8Array) => Promise<void>
  /** Whether there was such a file; now there is none. */
  readonly remove: (path: string) => Promise<boolean>
  /** Files that are written piece by piece. */
  readonly openOutputs: (wanted: Wanted) => Promise<Outputs>
  /** Waits until a slow reader has taken it. */
  readonly write: (text: string) => Promise<void>
  /** A line for people, beside the output. */
  readonly note: (line: string) => void
  /** A line that says how far it is, in place of the last; undefined where nobody looks. */
  readonly progress?: ((line: string) => void) | undefined
  /** Absent where there is one thread only. */
  readonly hands?: Hands | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborted when the user has had enough. */
  readonly signal: AbortSignal
}

/** What stops a command: one sentence, and what the process exits with. */
export class Complaint extends Error {
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2 = 2) {
    super(message)
    this.exitCode = exitCode
  }
}

/** A verb of the command line. */
export interface Verb {
  readonly name: string
  readonly summary: string
  readonly help: string
  /** What the process exits with. */
  readonly run: (args: readonly string[], io: Io) => Promise<number>
}

/** The whole of a file, or of standard input where the path is `-`. */
export async function readAll(path: string, io: Pick<Io, 'input' | 'readFile'>): Promise<string> {
  if (path !== '-') return io.readFile(path)
  const pieces: string[] = []
  for await (const piece of io.input) pieces.push(piece)
  return pieces.join('')
}

/** Standard input ends, and is there no second time. */
export function readsOnce(paths: readonly string[]): void {
  if (paths.indexOf('-') !== paths.lastIndexOf('-'))
    throw new Complaint('Standard input (-) can be read only once.')
}

/** Standard input as it comes, or a file. */
export async function* readPieces(path: string, io: Io): AsyncGenerator<string> {
  yield* path === '-' ? io.input : io.pieces(path)
}

/** Lines of standard input or of a file, without their ends; the last one may lack one. */
export async function* readLines(path: string, io: Io): AsyncGenerator<string> {
  let held: string[] = []
  for await (const piece of readPieces(path, io)) {
    const lines = piece.split('\n')
    const last = lines.pop() ?? ''
    for (const line of lines) {
      yield withoutReturn(held.join('') + line)
      held = []
    }
    held.push(last)
  }
  const rest = held.join('')
  if (rest !== '') yield withoutReturn(rest)
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
