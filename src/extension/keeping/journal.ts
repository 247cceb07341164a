import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Disposable } from '../../base/disposables.ts'
import type { TurnId } from '../../protocol/webview.ts'
import { TraceFile, Unchangeable, type TurnToKeep } from './traceFile.ts'
import type { Writer } from './writer.ts'

/** While a run goes on it is written this often (milliseconds): no more than this is lost if anything dies. */
const writeEvery = 500
/** What could not be written is tried again this often, and a file whose run is silent is touched (milliseconds). */
const retryEvery = 3000
const touchEvery = 30_000

export interface JournalNeeds {
  readonly writer: Writer
  /** Something could not be written; told once, until it could be again. */
  readonly failed: (error: unknown, path: string) => void
  /** A file has changed on disk. */
  readonly written: (path: string) => void
}

interface OpenFile {
  trace: TraceFile
  /** What is to be written; told when its turn comes. */
  readonly waiting: Map<TurnId, () => TurnToKeep>
  /** What is being written. */
  onItsWay: ReadonlyMap<TurnId, () => TurnToKeep>
  readonly running: Set<TurnId>
  /** The folder that it goes to as long as it is new. */
  readonly folder: (() => string) | undefined
  writing: Promise<void> | undefined
  /** When it is to be written or touched next (milliseconds since the epoch). */
  due: number
}

/** Writes turns to the files of their conversations, as they grow. What cannot be written waits, and is not forgotten. */
export class Journal implements Disposable {
  readonly #needs: JournalNeeds
  readonly #files = new Map<TurnId, OpenFile>()
  readonly #open = new Set<OpenFile>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #wakesAt = Infinity
  #failing = false

  constructor(needs: JournalNeeds) {
    this.#needs = needs
  }

  fileOf(turn: TurnId): string | undefined {
    return this.#files.get(turn)?.trace.path
  }

  /** From now on a turn belongs to the file at this path, as do others that are there. */
  adopt(turn: TurnId, path: string): void {
    this.#adopt(turn, path, undefined)
  }

  /** A turn gets a file of its own, in `folder`; while that cannot be written, in the one that it is by then. */
  adoptNew(turn: TurnId, name: string, folder: () => string): string {
    const path = join(folder(), name)
    this.#adopt(turn, path, folder)
    return path
  }

  /**
   * Has a turn written: at once where it begins or ends, in a while where it grew; the `last` when this is disposed of. What
   * has ended is told now: before its turn comes on a slow disk, it may be closed.
   */
  keep(turn: TurnId, now: 'begins' | 'grew' | 'ended' | 'last', tell: () => TurnToKeep): void {
    const file = this.#files.get(turn)
    if (!file) return
    const told = now === 'ended' ? tell() : undefined
    file.waiting.set(turn, told ? () => told : tell)
    if (now === 'ended' || now === 'last') file.running.delete(turn)
    else file.running.add(turn)
    this.#open.add(file)
    if (now === 'last') return
    if (now !== 'grew') this.#write(file)
    file.due = Math.min(file.due || Infinity, Date.now() + writeEvery)
    this.#later()
  }

  /** The turn stays in its file, and is this window's no more. */
  leave(turn: TurnId): void {
    this.#files.delete(turn)
  }

  /** The file at this path is about to go: nothing is written to it any more. Tells whose it was. */
  drop(path: string): readonly TurnId[] {
    const dropped: TurnId[] = []
    for (const [turn, file] of this.#files) {
      if (file.trace.path !== path) continue
      file.waiting.clear()
      file.running.clear()
      this.#open.delete(file)
      this.#files.delete(turn)
      dropped.push(turn)
    }
    return dropped
  }

  /** All that can be written is written when this is done. */
  async settled(): Promise<void> {
    for (const file of this.#open) if (file.waiting.size > 0) this.#write(file)
    await Promise.all([...this.#open].map(async ({ writing }) => writing))
  }

  /** Writes at once what waits: the host is about to end, and with it the runs. */
  dispose(): void {
    clearTimeout(this.#timer)
    for (const file of this.#open) {
      const turns = [...new Map([...file.onItsWay, ...file.waiting]).values()].map((tell) => tell())
      if (turns.length === 0) continue
      try {
        file.trace.writeNow(turns)
      } catch (error) {
        this.#needs.failed(error, file.trace.path)
      }
    }
    this.#open.clear()
  }

  #adopt(turn: TurnId, path: string, folder: (() => string) | undefined) {
    const known = [...this.#files.values()].find(({ trace }) => trace.path === path)
    this.#files.set(
      turn,
      known ?? {
        trace: new TraceFile(path, this.#needs.writer),
        waiting: new Map(),
        onItsWay: new Map(),
        running: new Set(),
        folder,
        writing: undefined,
        due: 0,
      },
    )
  }

  #write(file: OpenFile) {
    file.writing ??= this.#writeAll(file).finally(() => {
      file.writing = undefined
      if (file.running.size === 0 && file.waiting.size === 0) this.#open.delete(file)
      this.#later()
    })
  }

  async #writeAll(file: OpenFile) {
    do {
      const waiting = new Map(file.waiting)
      file.onItsWay = waiting
      file.waiting.clear()
      file.due = Date.now() + touchEvery
      const state = file.running.size > 0 ? 'running' : 'ended'
      try {
        if (waiting.size === 0) await file.trace.touch()
        else
          await file.trace.write(
            [...waiting.values()].map((tell) => tell()),
            state,
          )
        file.onItsWay = new Map()
        this.#failing = false
        this.#needs.written(file.trace.path)
      } catch (error) {
        for (const [turn, tell] of waiting) if (!file.waiting.has(turn)) file.waiting.set(turn, tell)
        if (error instanceof Unchangeable) {
          file.trace = new TraceFile(besideOf(file.trace.path), this.#needs.writer)
          continue
        }
        file.due = Date.now() + retryEvery
        if (!this.#failing) this.#needs.failed(error, file.trace.path)
        this.#failing = true
        this.#moveNew(file)
        return
      }
      // What grew meanwhile waits for its time; what began or ended does not.
    } while (file.waiting.size > 0 && file.running.size === 0)
    if (file.waiting.size > 0) file.due = Date.now() + writeEvery
  }

  /** The disk is slow: what has come since is written beside. Where that fails, so does the writing, which tells. */
  #aside(file: OpenFile) {
    file.due = Date.now() + writeEvery
    const turns = [...file.waiting.values()].map((tell) => tell())
    if (turns.length === 0) return
    try {
      file.trace.aside(turns)
    } catch {
      return
    }
  }

  /** What was never written goes where new files go by now: somebody may have chosen a better place. */
  #moveNew(file: OpenFile) {
    const { path } = file.trace
    const folder = file.folder?.()
    if (folder === undefined || folder === dirname(path) || existsSync(path)) return
    file.trace = new TraceFile(join(folder, basename(path)), this.#needs.writer)
  }

  #later() {
    const next = Math.min(...[...this.#open].map(({ due }) => due))
    if (next >= this.#wakesAt) return
    clearTimeout(this.#timer)
    this.#wakesAt = next
    this.#timer = setTimeout(
      () => {
        this.#wakesAt = Infinity
        const now = Date.now()
        for (const file of this.#open) {
          if (file.due > now) continue
          if (file.writing) this.#aside(file)
          else this.#write(file)
        }
        this.#later()
      },
      Math.max(0, next - Date.now()),
    )
  }
}

/** Another file for a conversation whose own cannot be added to. */
function besideOf(path: string): string {
  const [, stem = path, number = '1'] = /^(.*?)(?:~(\d+))?\.think$/.exec(path) ?? []
  const other = `${stem}~${Number(number) + 1}.think`
  return existsSync(other) ? besideOf(other) : other
}
