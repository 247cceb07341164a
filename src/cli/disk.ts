import { constants, createReadStream, readFileSync, type Dirent } from 'node:fs'
import { access, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf } from '../base/codeOf.ts'
import { encodingOf } from '../base/encoding.ts'
import { unreadable, unwritable } from './fileError.ts'
import type { Io } from './io.ts'

/** Files as they are on this machine. */
export const disk: Pick<
  Io,
  | 'pieces'
  | 'readFile'
  | 'readIfThere'
  | 'readBytesIfThere'
  | 'filesIn'
  | 'willWrite'
  | 'writeFile'
  | 'remove'
> = {
  pieces: (path) => decoded(path, streamOf(path)),
  readFile: async (path) => textOf(path, bytesOf(path)),
  async readIfThere(path) {
    const bytes = bytesIfThere(path)
    return bytes && textOf(path, bytes)
  },
  readBytesIfThere: async (path) => bytesIfThere(path),
  filesIn: thinkFilesIn,
  willWrite: makeRoom,
  writeFile: writeWhole,
  async remove(path) {
    try {
      await rm(path)
      return true
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false
      throw unwritable(path, error)
    }
  },
}

const pieceSize = 256 * 1024

/** Text as it comes, in what its first bytes say it is written in. */
export async function* decoded(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: ReturnType<typeof decoderFor> | undefined
  for await (const piece of bytes) {
    decoder ??= decoderFor(path, piece)
    yield decoder.decode(piece, { stream: true })
  }
  if (decoder) yield decoder.decode()
}

function textOf(path: string, bytes: Uint8Array): string {
  try {
    // Most are UTF-8, and to find out otherwise takes longer than this.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepsMark(path) }).decode(bytes)
  } catch {
    return decoderFor(path, bytes).decode(bytes)
  }
}

function decoderFor(path: string, bytes: Uint8Array) {
  return new TextDecoder(encodingOf(bytes), { ignoreBOM: keepsMark(path) })
}

/** The mark at the beginning of a document is a part of it. */
function keepsMark(path: string): boolean {
  return path.endsWith('.think')
}

/** At once: many small files would spend more time on waiting for each than on reading it. */
function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw unreadable(path, error)
  }
}

function bytesIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw unreadable(path, error)
  }
}

async function* streamOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: pieceSize })) yield bytes as Uint8Array
  } catch (error) {
    throw unreadable(path, error)
  }
}

async function thinkFilesIn(folder: string): Promise<readonly string[] | undefined> {
  if (!(await isFolder(folder))) return undefined
  const found: string[] = []
  for (const entry of await entriesUnder(folder))
    if (entry.isFile() && entry.name.endsWith('.think')) found.push(join(entry.parentPath, entry.name))
  return found.sort()
}

async function entriesUnder(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true, recursive: true })
  } catch (error) {
    // It may be one of the folders in it.
    const { path = folder } = error as NodeJS.ErrnoException
    throw unreadable(path, error)
  }
}

/** A folder for a file, which is none itself. */
export async function makeRoom(path: string): Promise<void> {
  try {
    if (await isFolder(path)) throw Object.assign(new Error(), { code: 'EISDIR' })
    await makeFolder(dirname(path))
    await access(dirname(path), constants.W_OK)
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Beside it first, then renamed: it is there whole, or as it was. A link is replaced, not followed. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`
  try {
    await makeFolder(dirname(path))
    await writeFile(beside, content, { flag: 'wx' })
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw unwritable(path, error)
  }
}

/** Node's recursive `mkdir` never ends where nothing can be made in a folder that is there, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return
  const parent = dirname(path)
  if (parent !== path) await makeFolder(parent)
  await mkdir(path).catch(async (error: unknown) => {
    // Another program may have made it meanwhile.
    if (!(await isFolder(path))) throw error
  })
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}
