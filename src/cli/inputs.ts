import { countOf } from './args.ts'
import type { Rows } from './help.ts'
import { Complaint, readLines, readsOnce, type Io } from './io.ts'
import { crewSize, told, type Told, type Work } from './work.ts'

/** What says which files are read, and by how many threads, for verbs that read many. */
export const inputOptions = { 'files-from': { type: 'string' }, jobs: { type: 'string' } } as const

export const inputRows: Rows = [
  [
    '--files-from FILE|-',
    'reads the names of files from there, one a line; a FOLDER stands for all .think files in it',
  ],
  [
    '--jobs N',
    'in so many threads; one for each core and fifty files unless said otherwise. The output is the same',
  ],
]

/** How many threads are wanted; undefined: as fits. */
export function jobsOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : countOf(text, '--jobs')
}

/** What a command must be to go on with one that was broken off; in how many threads does not matter. */
export function keyOf(
  values: Readonly<Record<string, unknown>>,
  positionals: readonly string[],
  paths: readonly string[],
): string {
  return JSON.stringify([{ ...values, jobs: undefined }, positionals, paths.length])
}

/** The files that are meant, those of folders in the order of their names. */
export async function inputsOf(
  positionals: readonly string[],
  from: string | undefined,
  io: Io,
): Promise<readonly string[]> {
  const named = [...positionals]
  if (from !== undefined)
    for await (const line of readLines(from, io)) if (line.trim() !== '') named.push(line.trim())
  readsOnce(from === '-' ? [from, ...named] : named)
  const found: string[] = []
  for (const path of named) {
    const inside = path === '-' ? undefined : await io.filesIn(path)
    if (inside?.length === 0) throw new Complaint(`${path} has no .think files.`)
    // Not spread into push: there may be more than a call can take.
    for (const each of inside ?? [path]) found.push(each)
  }
  return found
}

/** What is made of many files, and how. */
export interface ManyFiles<S, R> {
  readonly work: Work<S, R>
  readonly settings: S
  /** How many threads; as fits where absent. */
  readonly jobs: number | undefined
  /** So many files are under way at once in each thread, while what came of others is used; 4 where absent. */
  readonly ahead?: number
}

interface Following<S, R> extends ManyFiles<S, R> {
  /** What was done with before. */
  readonly after?: string | undefined
  /** Gives the characters there were. */
  readonly use: (result: R, path: string) => Promise<number>
}

/** Makes something of each file, uses it one after another, and shows how far it is. */
export async function throughFiles<S, R>(
  paths: readonly string[],
  io: Io,
  { work, settings, jobs, ahead = 4, after, use }: Following<S, R>,
): Promise<'done' | 'stopped'> {
  const begun = performance.now()
  const first = after === undefined ? 0 : paths.indexOf(after) + 1
  const coming: Promise<Told<R>>[] = []
  let [size, shown] = [0, 0]
  const count = paths.includes('-') ? 1 : crewSize(paths.length - first, io.hands, jobs)
  const crew = count > 1 ? io.hands?.start<R>(count, work.name, settings) : undefined
  const here = work.begin(settings)
  const make = crew?.make ?? ((path: string) => told(here, path, io))
  try {
    for (let index = first; index < paths.length; index++) {
      if (io.signal.aborted) return 'stopped'
      for (const path of paths.slice(index + coming.length, index + ahead * count)) {
        const making = make(path)
        // What goes wrong is told when its turn comes.
        making.catch(() => {})
        coming.push(making)
      }
      const there = coming.shift()
      const path = paths[index]
      if (!there || path === undefined) continue
      const { notes, result, complaint } = await there
      // What was stopped is no result.
      if (io.signal.aborted) return 'stopped'
      for (const note of notes) io.note(note)
      if (result === undefined) throw new Complaint(complaint?.message ?? '', complaint?.exitCode)
      size += await use(result, path)
      const now = performance.now()
      if (!io.progress || (now - shown < 100 && index < paths.length - 1)) continue
      shown = now
      const seconds = (now - begun) / 1000
      io.progress(progressText({ done: index + 1, all: paths.length, first, read: size, seconds }))
    }
    io.progress?.('')
    return 'done'
  } finally {
    crew?.close()
  }
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
