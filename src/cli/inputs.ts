import { Complaint, readLines, type Io } from './io.ts'

/** What says which files are read, for verbs that read many. */
export const inputOptions = { 'files-from': { type: 'string' } } as const

export const inputHelp = `  --files-from FILE|-  reads the names of files from there, one a line; a FOLDER stands for all .think files in it
`

/** The files that are meant, those of folders in the order of their names. */
export async function inputsOf(
  positionals: readonly string[],
  from: string | undefined,
  io: Io,
): Promise<readonly string[]> {
  const named = [...positionals]
  if (from !== undefined)
    for await (const line of readLines(from, io)) if (line.trim() !== '') named.push(line.trim())
  const found: string[] = []
  for (const path of named) {
    const inside = path === '-' ? undefined : await io.filesIn(path)
    if (inside?.length === 0) throw new Complaint(`${path} has no .think files.`)
    // Not spread into push: there may be more than a call can take.
    for (const each of inside ?? [path]) found.push(each)
  }
  return found
}

interface Following<T> {
  /** What was done with before. */
  readonly after?: string | undefined
  /** How many are read at once, while what is read is used; 4 where absent. */
  readonly ahead?: number
  readonly read: (path: string) => Promise<T>
  /** Gives the characters there were. */
  readonly use: (read: T, path: string) => Promise<number>
}

/** Goes through files, one after another, and shows how far it is. */
export async function throughFiles<T>(
  paths: readonly string[],
  io: Io,
  { after, ahead = 4, read, use }: Following<T>,
): Promise<'done' | 'stopped'> {
  const begun = performance.now()
  const first = after === undefined ? 0 : paths.indexOf(after) + 1
  const coming: Promise<T>[] = []
  let [size, shown] = [0, 0]
  for (let index = first; index < paths.length; index++) {
    if (io.signal.aborted) return 'stopped'
    for (const path of paths.slice(index + coming.length, index + ahead)) {
      const reading = read(path)
      // What goes wrong is told when its turn comes.
      reading.catch(() => {})
      coming.push(reading)
    }
    const there = coming.shift()
    const path = paths[index]
    if (!there || path === undefined) continue
    size += await use(await there, path)
    const now = performance.now()
    if (!io.progress || (now - shown < 100 && index < paths.length - 1)) continue
    shown = now
    const seconds = (now - begun) / 1000
    io.progress(progressText({ done: index + 1, all: paths.length, first, read: size, seconds }))
  }
  io.progress?.('')
  return 'done'
}

interface Far {
  readonly done: number
  readonly all: number
  /** Done in an earlier run. */
  readonly first: number
  /** Characters. */
  readonly read: number
  readonly seconds: number
}

/** Such as `█████░░░░░ 5012/10000 files, 150 MB, 24.1 MB/s, 6 s left`. */
export function progressText({ done, all, first, read, seconds }: Far): string {
  const full = Math.floor((done / all) * 20)
  const left = Math.round(((all - done) * seconds) / Math.max(1, done - first))
  const rate = (read / 1e6 / Math.max(seconds, 0.001)).toFixed(1)
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)} ${done}/${all} files, ${Math.round(read / 1e6)} MB, ${rate} MB/s, ${left} s left`
}
