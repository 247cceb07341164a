import type { Io } from '../../src/cli/io.ts'
import { Complaint } from '../../src/cli/io.ts'
import { run } from '../../src/cli/run.ts'

interface Given {
  /** Standard input, in pieces. */
  readonly input?: readonly string[]
  readonly files?: Readonly<Record<string, string>>
  /** What is written to files. */
  readonly written?: Record<string, string>
  /** A file that cannot be written. */
  readonly unwritable?: string
  /** Files that are no text, those that are written too. */
  readonly bytes?: Record<string, Uint8Array>
  /** Files that are written piece by piece, on a real disk. */
  readonly openOutputs?: Io['openOutputs']
  readonly progress?: Io['progress']
  readonly env?: Io['env']
  readonly signal?: AbortSignal
  /** Hears the output as it is written. */
  readonly heard?: (text: string) => void
}

interface Ran {
  readonly exitCode: number
  readonly out: string
  readonly notes: readonly string[]
}

const pieceSize = 65_536

/** Runs a command line on texts. */
export async function terminal(args: readonly string[], given: Given = {}): Promise<Ran> {
  const {
    input = [],
    files = {},
    written = {},
    bytes = {},
    unwritable,
    env = {},
    signal = new AbortController().signal,
    heard,
    openOutputs,
    progress,
  } = given
  const textAt = (path: string) => {
    const text = written[path] ?? files[path]
    if (text === undefined) throw new Complaint(`${path} does not exist.`)
    return text
  }
  const out: string[] = []
  const notes: string[] = []
  const io: Io = {
    input: (async function* () {
      yield* input
    })(),
    async *pieces(path) {
      const text = textAt(path)
      for (let at = 0; at < text.length; at += pieceSize) yield text.slice(at, at + pieceSize)
    },
    readFile: async (path) => textAt(path),
    willWrite: async (path) => {
      if (unwritable === path) throw new Complaint(`${path} cannot be written: it is a folder.`, 1)
    },
    writeFile: async (path, content) => {
      if (typeof content === 'string') written[path] = content
      else bytes[path] = content
    },
    remove: async (path) => {
      const there = path in written
      delete written[path]
      return there
    },
    progress,
    openOutputs:
      openOutputs ??
      (async () => {
        const begun = new Map<string, string>()
        return {
          after: undefined,
          state: undefined,
          write: async (path, text) => void begun.set(path, (begun.get(path) ?? '') + text),
          done: async () => {},
          finish: async (names) => {
            for (const path of names) written[path] = begun.get(path) ?? ''
          },
          pause: async () => {},
          written: async (path) => begun.get(path) ?? '',
        }
      }),
    filesIn: async (folder) => {
      const inside = Object.keys(files).filter(
        (path) => path.startsWith(`${folder}/`) && path.endsWith('.think'),
      )
      return inside.length > 0 ? inside.toSorted((a, b) => (a < b ? -1 : 1)) : undefined
    },
    readBytesIfThere: async (path) => bytes[path],
    readIfThere: async (path) => written[path] ?? files[path],
    write: async (text) => {
      out.push(text)
      heard?.(text)
    },
    note: (line) => notes.push(line),
    env,
    signal,
  }
  return { exitCode: await run(args, io), out: out.join(''), notes }
}
