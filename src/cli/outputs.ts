import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { isRecord, numberOf, parseJson, recordOf, textOf } from '../base/json.ts'
import { makeRoom } from './disk.ts'
import { unwritable } from './fileError.ts'

/** What is to be written. */
export interface Wanted {
  /** Where it stands how far one is. */
  readonly journal: string
  readonly files: readonly string[]
  /** Needed only until all is written. */
  readonly aside: readonly string[]
  /** How far one is counts only for the same. */
  readonly key: string
}

/** Files that are written piece by piece; broken off, they are gone on with. */
export interface Outputs {
  /** The input that was done with last when this was broken off. */
  readonly after: string | undefined
  /** What was kept then. */
  readonly state: unknown
  readonly write: (path: string, text: string) => Promise<void>
  /** This input is done with: what was written for it counts. */
  readonly done: (input: string, state: () => unknown) => Promise<void>
  /** All is written: these files get their names, the others go. */
  readonly finish: (names: readonly string[]) => Promise<void>
  /** It is broken off here. */
  readonly pause: () => Promise<void>
  /** What was written to a file so far. */
  readonly written: (path: string) => Promise<string>
}

/** How often it is written down how far one is (milliseconds). */
const every = 1000

/** So much is written at once (characters). */
const mostWaiting = 65_536

interface Writing {
  readonly file: FileHandle
  /** What is not in the file yet. */
  waiting: string
}

/** Opens files, which stay beside (`.part`) until all is written. */
export async function openOutputs(wanted: Wanted): Promise<Outputs> {
  for (const path of wanted.files) await makeRoom(path)
  const outputs = await said(opened)(wanted)
  return {
    ...outputs,
    write: said(outputs.write),
    done: said(outputs.done),
    finish: said(outputs.finish),
    pause: said(outputs.pause),
  }

  /** What the system says, in a sentence. */
  function said<A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) {
    return (...args: A) =>
      work(...args).catch((error: unknown) => {
        throw unwritable(wanted.files[0] ?? wanted.journal, error)
      })
  }
}

async function opened({ journal, files: wanted, aside, key }: Wanted): Promise<Outputs> {
  const paths = [...wanted, ...aside]
  const kept = recordOf(parseJson(await readFile(journal, 'utf8').catch(() => '')))
  const noted = recordOf(kept['sizes'])
  const there = await Promise.all(
    paths.map(async (path) => (await sizeOf(path)) >= (numberOf(noted[path]) ?? 0)),
  )
  const goesOn = kept['key'] === key && isRecord(kept['sizes']) && !there.includes(false)
  const sizes = new Map(paths.map((path) => [path, goesOn ? (numberOf(noted[path]) ?? 0) : 0]))
  const files = new Map<string, Writing>()
  for (const path of paths) {
    const file = await open(partOf(path), goesOn ? 'a' : 'w')
    await file.truncate(sizes.get(path) ?? 0)
    files.set(path, { file, waiting: '' })
  }
  let last: { readonly input: string; readonly state: () => unknown } | undefined
  let saved = performance.now()

  return {
    after: goesOn ? textOf(kept['after']) || undefined : undefined,
    state: goesOn ? kept['state'] : undefined,
    async write(path, text) {
      const writing = files.get(path)
      if (!writing) return
      writing.waiting += text
      if (writing.waiting.length >= mostWaiting) await flush(path, writing)
    },
    async done(input, state) {
      last = { input, state }
      if (performance.now() - saved >= every) await save()
    },
    async finish(names) {
      await close()
      for (const path of paths) {
        if (names.includes(path)) await rename(partOf(path), path)
        else await rm(partOf(path), { force: true })
      }
      await rm(journal, { force: true })
    },
    async pause() {
      await save()
      await close()
    },
    written: (path) => readFile(partOf(path), 'utf8'),
  }

  async function save(): Promise<void> {
    saved = performance.now()
    if (!last) return
    for (const [path, writing] of files) await flush(path, writing)
    const now = { key, after: last.input, sizes: Object.fromEntries(sizes), state: last.state() }
    await writeFile(`${journal}.new`, JSON.stringify(now))
    await rename(`${journal}.new`, journal)
  }

  async function flush(path: string, writing: Writing): Promise<void> {
    const bytes = new TextEncoder().encode(writing.waiting)
    writing.waiting = ''
    await writing.file.appendFile(bytes)
    sizes.set(path, (sizes.get(path) ?? 0) + bytes.length)
  }

  async function close(): Promise<void> {
    for (const [path, writing] of files) {
      await flush(path, writing)
      await writing.file.close()
    }
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(partOf(path)).then(
    ({ size }) => size,
    () => 0,
  )
}

function partOf(path: string): string {
  return `${path}.part`
}
