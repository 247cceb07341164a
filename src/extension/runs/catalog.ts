import { open, readdir, readFile, rename, stat, writeFile, mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { apart } from '../../base/apart.ts'
import { listOf, numberOf, parseJson, recordOf, textOf } from '../../base/json.ts'
import { inParallel } from '../../base/parallel.ts'
import { insidePath } from '../../inside/insideFile.ts'
import { readDocument } from '../../traces/document.ts'
import { isGone } from '../keeping/writer.ts'

/** A conversation that is kept, as far as the head of its file tells. */
export interface Run {
  readonly path: string
  /** Its title, or else the question. */
  readonly title: string
  readonly question: string
  readonly model: string
  readonly subject: string
  /** Milliseconds since the epoch. */
  readonly asked: number
  readonly state: RunMark
  readonly pinned: boolean
  /** Bytes, those of what a server told of its inside too. */
  readonly size: number
}

/** How it ended; `running` while somebody writes it. */
export type RunMark = 'running' | 'interrupted' | 'done' | 'stopped' | 'incomplete' | 'failed'

interface Entry {
  /** Of the file when it was read. */
  readonly stamp: string
  readonly run: Run
  readonly writers: readonly string[]
}

interface Needs {
  readonly folders: () => readonly string[]
  /** Where what was read is kept, so that the next start reads only what has changed. */
  readonly cache: string
}

/** Heads are read of at most so many files at once. */
const atOnce = 16
/** A head is nearly always shorter (bytes); of a longer one this much is read at most. */
const usual = 8192
const most = 1_000_000

/** All runs that are kept, by the heads of their files. A file is read again only when it has changed. */
export class Catalog {
  readonly #needs: Needs
  #entries: ReadonlyMap<string, Entry> | undefined
  #reading: Promise<readonly Run[]> | undefined
  #again: Promise<readonly Run[]> | undefined

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** The newest first. Who asks while the files are read is told of what they are after that: they may just have changed. */
  list(): Promise<readonly Run[]> {
    if (this.#reading) return (this.#again ??= this.#reading.then(this.#anew, this.#anew))
    return (this.#reading = this.#read().finally(() => (this.#reading = undefined)))
  }

  readonly #anew = (): Promise<readonly Run[]> => {
    this.#again = undefined
    return this.list()
  }

  async #read(): Promise<readonly Run[]> {
    const before = this.#entries ?? (await this.#cached())
    const paths = (await Promise.all(this.#needs.folders().map(tracesIn))).flat()
    const entries = new Map<string, Entry>()
    const touched = new Map<string, number>()
    const insides = new Map<string, number>()
    let changed = paths.length !== before.size
    await inParallel(paths, atOnce, async (path) => {
      const found = await stat(path).catch(() => undefined)
      if (!found?.isFile()) return
      const stamp = `${found.size}/${found.mtimeMs}`
      const known = before.get(path)
      const entry = known?.stamp === stamp ? known : await readEntry(path, stamp, found.size, found.mtimeMs)
      if (!entry) return
      changed ||= entry !== known
      entries.set(path, entry)
      touched.set(path, found.mtimeMs)
      const inside = await stat(insidePath(path)).catch(() => undefined)
      if (inside) insides.set(path, inside.size)
    })
    this.#entries = entries
    if (changed) await this.#keep(entries).catch(() => undefined)
    const now = Date.now()
    return [...entries.values()]
      .map(({ run: ofFile, writers }) => {
        const run = { ...ofFile, size: ofFile.size + (insides.get(ofFile.path) ?? 0) }
        const at = touched.get(run.path) ?? now
        const lives = writers.some((writer) => !isGone(writer, at, now))
        return run.state === 'running' && !lives ? { ...run, state: 'interrupted' as const } : run
      })
      .toSorted((one, other) => other.asked - one.asked || one.path.localeCompare(other.path))
  }

  async #cached(): Promise<ReadonlyMap<string, Entry>> {
    const raw = recordOf(parseJson(await readFile(this.#needs.cache, 'utf8').catch(() => '{}')))
    if (raw['version'] !== version) return new Map()
    return new Map(listOf(raw['entries']).flatMap((each) => readCached(each)))
  }

  async #keep(entries: ReadonlyMap<string, Entry>): Promise<void> {
    const { cache } = this.#needs
    await mkdir(dirname(cache), { recursive: true })
    const beside = `${cache}.${process.pid}.tmp`
    await writeFile(beside, JSON.stringify({ version, entries: [...entries.values()] }))
    await rename(beside, cache)
  }
}

const version = 1

/** The traces of a folder; none where there is no such folder. */
export async function tracesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith('.think')).map((name) => join(folder, name))
}

async function readEntry(
  path: string,
  stamp: string,
  size: number,
  touched: number,
): Promise<Entry | undefined> {
  const text = await readHead(path)
  if (text === undefined) return undefined
  const { turns } = readDocument(text)
  const [first] = turns
  if (!first) return undefined
  const { head, fields } = first
  const asked = Date.parse(head.asked)
  const runs = fields['state'] === 'running' || head.writers.length > 0
  return apart({
    stamp,
    writers: head.writers,
    run: {
      path,
      title: head.title || head.question || basename(path, '.think'),
      question: head.question,
      model: head.model,
      subject: head.subject,
      asked: Number.isNaN(asked) ? touched : asked,
      state: runs ? 'running' : (head.state?.kind ?? 'done'),
      pinned: head.pinned,
      size,
    },
  })
}

/** As much of a file as its first head needs. */
async function readHead(path: string): Promise<string | undefined> {
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) return undefined
  try {
    for (let length = usual; ; length = most) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, 0)
      const text = buffer.toString('utf8', 0, bytesRead)
      const closed = /\n---[ \t]*\r?\n/.exec(text)
      if (closed) return text.slice(0, closed.index + closed[0].length)
      if (bytesRead < length || length === most) return text
    }
  } finally {
    await file.close()
  }
}

const marks: ReadonlySet<string> = new Set<RunMark>(['running', 'done', 'stopped', 'incomplete', 'failed'])

function readCached(value: unknown): readonly (readonly [string, Entry])[] {
  const { stamp, run, writers } = recordOf(value)
  const { path, title, question, model, subject, asked, state, pinned, size } = recordOf(run)
  if (typeof path !== 'string' || typeof stamp !== 'string' || !marks.has(textOf(state))) return []
  return [
    [
      path,
      {
        stamp,
        writers: listOf(writers).map(textOf),
        run: {
          path,
          title: textOf(title),
          question: textOf(question),
          model: textOf(model),
          subject: textOf(subject),
          asked: numberOf(asked) ?? 0,
          state: state as RunMark,
          pinned: pinned === true,
          size: numberOf(size) ?? 0,
        },
      },
    ],
  ]
}
