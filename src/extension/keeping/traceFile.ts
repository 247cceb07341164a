import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, open, readFile, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { codeOf } from '../../base/codeOf.ts'
import { readDocument, type TraceDocument } from '../../traces/document.ts'
import { editHead } from '../../traces/edit.ts'
import { appendTurn, documentOf, replaceTurn, type NewTurn } from '../../traces/turns.ts'
import type { Naming } from './fileTurns.ts'
import { withLock } from './lock.ts'
import { replaceFile, replaceNow } from './replaceFile.ts'
import type { Writer } from './writer.ts'

/** Somebody has made of the file what turns cannot be put in: a newer version, or a broken head. */
export class Unchangeable extends Error {}

/** A turn as it is to stand in its file, and which turns there are to have a name before. */
export interface TurnToKeep extends NewTurn {
  readonly namings?: readonly Naming[]
}

/**
 * The file of a conversation. Each writing reads what others have written since, changes this window's turns in it, and
 * puts the whole in place of the old: beside, flushed to the disk, renamed. So a file is whole at any moment, whatever
 * dies, and no other program sees half of it. Appending would write less, but text of a running turn can be taken back
 * and its head changes with it; a file of 400,000 characters is made and written in a few milliseconds.
 */
export class TraceFile {
  readonly path: string
  readonly #writer: Writer
  /** What is on its way to the disk. */
  #composed: TraceDocument | undefined
  /** More has come than that. */
  #more = false
  /** The last was written: what is still on its way is older. */
  #over = false
  #known: { readonly stamp: string; readonly document: TraceDocument } | undefined

  constructor(path: string, writer: Writer) {
    this.path = path
    this.#writer = writer
  }

  /** `running`: some of this window's turns in the file still run. */
  async write(turns: readonly TurnToKeep[], state: 'running' | 'ended'): Promise<void> {
    const folder = dirname(this.path)
    await mkdir(folder, { recursive: true })
    await withLock(this.path, this.#writer, async () => {
      const document = await this.#read()
      const next = merged(document, turns, this.#writer, state)
      if (next.text === document?.text) return this.touch()
      this.#composed = next
      this.#more = false
      await replaceFile(this.path, next.text, () => !this.#over)
      if (!document) void flush(folder)
      this.#known = { stamp: stampOf(this.path), document: next }
      if (!this.#more) rmSync(newerOf(this.path), { force: true })
    })
  }

  /**
   * While a disk takes long to flush what is being written: what came since, beside and not flushed. It outlives the
   * window, if not the machine, and `readNewest` finds it.
   */
  aside(turns: readonly TurnToKeep[]): void {
    if (!this.#composed) return
    this.#more = true
    writeFileSync(newerOf(this.path), merged(this.#composed, turns, this.#writer, 'running').text)
  }

  /** The same while the window ends, and there is no time to wait for anybody. */
  writeNow(turns: readonly TurnToKeep[]): void {
    this.#over = true
    mkdirSync(dirname(this.path), { recursive: true })
    const document = parse(readNow(this.path))
    replaceNow(this.path, merged(document, turns, this.#writer, 'ended').text)
    rmSync(newerOf(this.path), { force: true })
  }

  /** Tells other windows that this one is still at it. */
  async touch(): Promise<void> {
    const now = new Date()
    await utimes(this.path, now, now)
    if (this.#known) this.#known = { ...this.#known, stamp: stampOf(this.path) }
  }

  async #read(): Promise<TraceDocument | undefined> {
    const stamp = stampOf(this.path)
    if (stamp === this.#known?.stamp) return this.#known.document
    return parse(await readFile(this.path, 'utf8').catch(missing))
  }
}

/** What is in a file; undefined where there is none. */
export async function readTrace(path: string): Promise<TraceDocument | undefined> {
  return parse(await readFile(path, 'utf8').catch(missing))
}

/** The same, or what its writer has left beside it, if that has more. */
export async function readNewest(path: string): Promise<TraceDocument | undefined> {
  const [document, newer] = await Promise.all([readTrace(path), readTrace(newerOf(path))])
  return lengthOf(newer) > lengthOf(document) ? newer : document
}

/** Of all that models have written. */
function lengthOf(document: TraceDocument | undefined): number {
  return document?.turns.reduce((sum, { body }) => sum + body.length, 0) ?? 0
}

export function newerOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.newer`)
}

/** Changes a file's text, if it is still there; says whether it was changed. */
export async function changeTrace(
  path: string,
  writer: Writer,
  change: (document: TraceDocument) => TraceDocument | undefined,
): Promise<boolean> {
  return withLock(path, writer, async () => {
    const document = await readTrace(path)
    const next = document && change(document)
    if (!next || next.text === document.text) return false
    await replaceFile(path, next.text)
    return true
  })
}

/** The document with these turns in it, each where its name stands or at the end; it names the writer while some run. */
function merged(
  document: TraceDocument | undefined,
  turns: readonly TurnToKeep[],
  writer: Writer,
  state: 'running' | 'ended',
): TraceDocument {
  let next = document
  for (const turn of turns) {
    if (!next) {
      next = documentOf([turn])
      continue
    }
    for (const naming of turn.namings ?? []) next = named(next, naming)
    const index = next.turns.findIndex(({ head }) => head.id === turn.head.id)
    const changed: TraceDocument | undefined =
      index < 0 ? appendTurn(next, turn) : replaceTurn(next, index, turn)
    if (!changed) throw new Unchangeable()
    next = changed
  }
  const first = next?.turns[0]
  if (!next || !first) throw new Error('There is nothing to be written.')
  const others = first.head.writers.filter((each) => each !== writer)
  const writers = state === 'ended' ? others : [...others, writer]
  return editHead(next, first, { writers: writers.length > 0 ? writers : undefined }) ?? next
}

/** The document with a name for a turn that has none, unless another window has given it one since. */
function named(document: TraceDocument, { name, was, place }: Naming): TraceDocument {
  const turn = document.turns[place]
  return turn?.head.id === was ? (editHead(document, turn, { id: name }) ?? document) : document
}

function parse(text: string | undefined): TraceDocument | undefined {
  return text === undefined ? undefined : readDocument(text)
}

/** So that a file that is new is found after a power cut; not every system can. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.ino}/${found.size}/${found.mtimeNs}` : ''
}

function readNow(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return missing(error)
  }
}

function missing(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined
  throw error
}
