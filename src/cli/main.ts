import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import http from 'node:http'
import { dirname, join } from 'node:path'
import { encodingOf } from '../base/encoding.ts'
import { Complaint, type Io } from './io.ts'
import { openOutputs } from './outputs.ts'
import { run } from './run.ts'

// Node of 24.14 and later can take its proxies from HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
if ('setGlobalProxyFromEnv' in http && typeof http.setGlobalProxyFromEnv === 'function')
  http.setGlobalProxyFromEnv()

const pieceSize = 256 * 1024
const stop = new AbortController()
// The first Ctrl-C stops politely, the second at once.
process.once('SIGINT', () => stop.abort())
process.stdout.on('error', leave)

const io: Io = {
  input: decoded('', process.stdin),
  pieces: (path) => decoded(path, streamOf(path)),
  readFile: async (path) => textOf(path, await bytesOf(path)),
  writeFile: writeWhole,
  readBytesIfThere: bytesIfThere,
  async readIfThere(path) {
    const bytes = await bytesIfThere(path)
    return bytes && textOf(path, bytes)
  },
  async write(text) {
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
  },
  filesIn: thinkFilesIn,
  openOutputs,
  note: (line) => process.stderr.write(`thinktree: ${line.replace(/\s+/g, ' ')}\n`),
  ...(process.stderr.isTTY && {
    progress: (line: string) => void process.stderr.write(`\r\x1b[K${line}`),
  }),
  env: process.env,
  signal: stop.signal,
}

void run(process.argv.slice(2), io).then((exitCode) => {
  process.exitCode = exitCode
})

function textOf(path: string, bytes: Uint8Array): string {
  return decoderFor(path, bytes).decode(bytes)
}

/** The mark at the beginning of a document is a part of it. */
function decoderFor(path: string, bytes: Uint8Array) {
  return new TextDecoder(encodingOf(bytes), { ignoreBOM: path.endsWith('.think') })
}

async function bytesIfThere(path: string): Promise<Uint8Array | undefined> {
  return (await access(path).then(
    () => true,
    () => false,
  ))
    ? bytesOf(path)
    : undefined
}

async function thinkFilesIn(folder: string): Promise<readonly string[] | undefined> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) return undefined
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && entry.name.endsWith('.think')) found.push(join(entry.parentPath, entry.name))
  return found.sort()
}

/** Beside it first, then renamed: it is there whole, or as it was. A link is replaced, not followed. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(beside, content, { flag: 'wx' })
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw new Complaint(`${path} cannot be written (${codeOf(error)}).`, 1)
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
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

function unreadable(path: string, error: unknown): Complaint {
  const code = codeOf(error)
  const why =
    code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`
  return new Complaint(`${path} ${why}.`)
}

function codeOf(error: unknown): string {
  return String(error instanceof Error && 'code' in error ? error.code : error)
}

async function* decoded(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: ReturnType<typeof decoderFor> | undefined
  for await (const piece of bytes) {
    decoder ??= decoderFor(path, piece)
    yield decoder.decode(piece, { stream: true })
  }
  if (decoder) yield decoder.decode()
}

/** Whoever read the output has gone, as `head` does; there is nobody left to tell. */
function leave(error: NodeJS.ErrnoException): never {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
}
