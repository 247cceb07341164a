import type { Stats } from 'node:fs'
import { readFile, readdir, stat } from 'node:fs/promises'
import { join, relative, sep, dirname, isAbsolute } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { FileLookup } from '../language/code.ts'

/** The code of the workspace, read when it is asked for and kept until it changes. */
export interface Files {
  /** Looks up these paths for a document; what is not on disk knows no files. */
  lookup(uri: string, paths: readonly string[]): Promise<FileLookup>
  /** Where a path of a document leads. */
  uriOf(uri: string, path: string): string | undefined
  /** The `.think` files of the folders, and of those that keep traces; the latest first, and no more than are of use. */
  traces(cancelled: () => boolean): Promise<readonly TraceFile[]>
  setFolders(uris: readonly string[]): void
  /** Folders outside of those that keep traces. */
  setKept(paths: readonly string[]): void
}

export interface TraceFile {
  readonly uri: string
  readonly changed: number
  readonly read: () => Promise<string>
}

interface Kept {
  readonly changed: number
  readonly lines: readonly string[]
}

const largest = 2_000_000
const mostPaths = 400
const mostKept = 500
/** Traces that are looked at, of which so many are given. */
const mostSeen = 5000
const mostTraces = 2000
const skipped = new Set(['node_modules', '.git', '.hg', '.svn', 'dist', 'out'])

export function createFiles(): Files {
  let folders: readonly string[] = []
  let keeping: readonly string[] = []
  const kept = new Map<string, Kept>()
  const found = new Map<string, string | undefined>()

  return {
    async lookup(uri, paths) {
      const from = pathOf(uri)
      if (from === undefined) return () => undefined
      const there = new Map<string, readonly string[] | 'missing'>()
      await Promise.all(
        paths
          .slice(0, mostPaths)
          .map(async (path) => there.set(path, (await linesAt(from, path)) ?? 'missing')),
      )
      return (path) => there.get(path)
    },
    uriOf(uri, path) {
      const from = pathOf(uri)
      const file = from === undefined ? undefined : found.get(keyOf(from, path))
      return file === undefined ? undefined : pathToFileURL(file).href
    },
    async traces(cancelled) {
      const all: (TraceFile & { readonly size: number })[] = []
      for (const folder of [...folders, ...keeping.filter(isOutside)]) {
        const open = [folder]
        for (let next = open.pop(); next !== undefined; next = open.pop()) {
          if (cancelled()) return []
          for (const entry of await readdir(next, { withFileTypes: true }).catch(() => [])) {
            const path = join(next, entry.name)
            if (entry.isDirectory() && !skipped.has(entry.name)) open.push(path)
            if (!entry.isFile() || !entry.name.endsWith('.think') || all.length >= mostSeen) continue
            const about = await stat(path).catch(() => undefined)
            if (about) all.push(traceFile(path, about))
          }
        }
      }
      return all
        .filter(({ size }) => size <= 2 * largest)
        .toSorted((one, other) => other.changed - one.changed)
        .slice(0, mostTraces)
    },
    setFolders(uris) {
      folders = uris.flatMap((uri) => pathOf(uri) ?? [])
      found.clear()
    },
    setKept(paths) {
      keeping = paths
    },
  }

  function isOutside(path: string): boolean {
    return !folders.some((folder) => isInside(folder, path))
  }

  /** In the folder that the document is in, else in one between that and the document. */
  async function linesAt(from: string, path: string): Promise<readonly string[] | undefined> {
    for (const base of basesOf(from)) {
      const file = join(base, path)
      const lines = await read(file)
      if (!lines) continue
      found.set(keyOf(from, path), file)
      return lines
    }
    found.delete(keyOf(from, path))
    return undefined
  }

  function basesOf(from: string): readonly string[] {
    const root = folders.find((folder) => isInside(folder, from)) ?? dirname(from)
    const bases: string[] = []
    for (let at = dirname(from); at !== root && isInside(root, at); at = dirname(at)) bases.push(at)
    return [root, ...bases.toReversed()]
  }

  async function read(file: string): Promise<readonly string[] | undefined> {
    const about = await stat(file).catch(() => undefined)
    if (!about?.isFile() || about.size > largest) return undefined
    const before = kept.get(file)
    if (before?.changed === about.mtimeMs) return before.lines
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text === undefined) return undefined
    const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
    kept.delete(file)
    kept.set(file, { changed: about.mtimeMs, lines })
    for (const [oldest] of kept) {
      if (kept.size <= mostKept) break
      kept.delete(oldest)
    }
    return lines
  }
}

function traceFile(path: string, { mtimeMs: changed, size }: Stats) {
  return { uri: pathToFileURL(path).href, changed, size, read: () => readFile(path, 'utf8') }
}

function keyOf(from: string, path: string): string {
  return `${from}\0${path}`
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    return undefined // a file of another machine
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
