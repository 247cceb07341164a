import { mkdir, readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { ModelCard } from '../../base/modelCard.ts'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { Say } from '../../base/say.ts'
import type { InsideTold, StepInside } from '../../core/insideTold.ts'
import type { StepId } from '../../core/step.ts'
import { createListener, inherited, type Heard, type Inside, type InsideRun } from '../../inside/inside.ts'
import { insidePath, readInside, writeInside, type InsideFile } from '../../inside/insideFile.ts'
import { leftOut, problemSentence } from '../../inside/problem.ts'
import { layInside, tellInside, tellStep, type LaidInside } from '../../inside/tell.ts'
import type { TurnHead, TurnId, TurnView } from '../../protocol/webview.ts'
import { withLock } from '../keeping/lock.ts'
import { moveFile } from '../keeping/moveFile.ts'
import { replaceFile } from '../keeping/replaceFile.ts'
import type { Writer } from '../keeping/writer.ts'
import type { Turns } from '../turns.ts'

/** Where a turn is kept: its file, and what that calls it. */
export interface KeptAt {
  readonly path: string
  readonly name: string
}

interface Needs {
  readonly writer: Writer
  readonly turns: Turns
  /** Undefined where it is in no file. */
  readonly keptAt: (turn: TurnId) => KeptAt | undefined
  /** What a document calls a turn of it, be it a file or not. */
  readonly nameOf: (turn: TurnId) => string | undefined
  readonly decode: (heard: Heard, card: ModelCard | undefined) => Promise<InsideRun>
  readonly warn: (message: string) => void
  /** How what cannot be shown is told to a page. */
  readonly say: Say
}

/** Turns whose inside is held in memory; of all others it is read again when it is asked for. */
const held = 3
/** Turns that were imported, and may not be saved yet. */
const heldImported = 12

/** What servers told of the inside of turns: heard while they run, kept beside their files, told to pages. */
export class Insides implements Disposable {
  readonly #needs: Needs
  readonly #life = new Disposables()
  readonly #listening = new Map<TurnId, ReturnType<typeof createListener>>()
  readonly #laid = new Map<TurnId, LaidInside>()
  /** Of turns that were imported, by the names that their documents have for them. */
  readonly #imported = new Map<string, Inside>()
  /** Why what lies beside a trace was not read, in words. */
  readonly #leftOut = new Map<string, string>()
  /** What is still decoded and written of a turn. */
  readonly #pending = new Map<TurnId, Promise<void>>()
  /** Files are written one after another. */
  #writing: Promise<unknown> = Promise.resolve()

  constructor(needs: Needs) {
    this.#needs = needs
    this.#life.add(
      needs.turns.listen({
        added: (view) => this.#begin(view),
        resumed: (view) => this.#begin(view),
        heard: (turn, delta) => this.#listening.get(turn)?.hear(delta),
        ended: (view) => this.#end(view),
        replaced: (turn) => this.#laid.delete(turn),
        closed: (turn) => {
          this.#listening.delete(turn)
          this.#laid.delete(turn)
        },
      }),
    )
  }

  /** All that is known of a turn that has ended; null where that is nothing. */
  async tell(turn: TurnId): Promise<InsideTold | null> {
    const laid = await this.#of(turn)
    const path = this.#needs.keptAt(turn)?.path
    const problem = laid || path === undefined ? undefined : this.#leftOut.get(path)
    const told = problem === undefined ? laid && tellInside(laid, this.#needs.say) : { problem }
    return told && Object.keys(told).length > 0 ? told : null
  }

  async tellStep(turn: TurnId, step: StepId): Promise<StepInside | undefined> {
    const laid = await this.#of(turn)
    return laid && tellStep(laid, step)
  }

  /** What is known of the turns of a document that is opened: it is written beside it once that is a file. */
  imported(file: InsideFile | undefined): void {
    for (const [name, inside] of file ?? []) {
      this.#imported.delete(name)
      this.#imported.set(name, inside)
    }
    for (const oldest of this.#imported.keys()) {
      if (this.#imported.size <= heldImported) return
      this.#imported.delete(oldest)
    }
  }

  /** Keeps what was heard of a turn that is in no page, such as a sample. */
  async keep(at: KeptAt, heard: Heard | undefined, card: ModelCard | undefined): Promise<void> {
    if (!heard) return
    const run = await this.#needs.decode(heard, card)
    if (run.problem) this.#needs.warn(problemSentence(run.problem))
    await this.#write(at, [run])
  }

  /** A trace is at another place now, and so is what is known of its inside, unless there is something at that place. */
  async move(from: string, to: string): Promise<void> {
    const moved = this.#writing.then(() => moveFile(insidePath(from), insidePath(to), this.#needs.writer))
    this.#writing = moved.catch(() => undefined)
    await moved
  }

  /** All that ended is written when this is done. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending.values())
    await this.#writing
  }

  dispose(): void {
    this.#life.dispose()
  }

  #begin({ head, value }: TurnView) {
    const from = { reasoning: value.reasoning.length, answer: value.answer.length }
    this.#listening.set(head.id, createListener(from))
    this.#laid.delete(head.id)
  }

  #end(view: TurnView) {
    const { id } = view.head
    const heard = this.#listening.get(id)?.heard()
    this.#listening.delete(id)
    if (!heard) return
    const before = this.#pending.get(id) ?? Promise.resolve()
    const done = before
      .then(async () => this.#keep(view, heard))
      .catch((error: unknown) =>
        this.#needs.warn(`What a server told of a run could not be kept. ${String(error)}`),
      )
      .finally(() => this.#pending.get(id) === done && this.#pending.delete(id))
    this.#pending.set(id, done)
  }

  async #keep({ head, value }: TurnView, heard: Heard): Promise<void> {
    const run = await this.#needs.decode(heard, head.card)
    if (run.problem !== undefined) this.#needs.warn(problemSentence(run.problem))
    const at = this.#needs.keptAt(head.id)
    const inside = [...(await this.#before(head, heard, at)), run]
    this.#hold(head.id, layInside(inside, value))
    if (at) await this.#write(at, inside)
  }

  /** Of a turn that is gone on with, what was heard of it before; of one that parted from another, what both say. */
  async #before({ branch }: TurnHead, { from }: Heard, at: KeptAt | undefined): Promise<Inside> {
    if (from.reasoning + from.answer === 0) return []
    const own = at && (await this.#read(at))
    if (own || !branch) return own ?? []
    const of = this.#needs.keptAt(branch.of)
    return inherited(of && (await this.#read(of)), from)
  }

  async #of(turn: TurnId): Promise<LaidInside | undefined> {
    // Of a turn that ends, its last change is told before its end: this is asked between the two.
    await Promise.resolve()
    await this.#pending.get(turn)
    const view = this.#needs.turns.get(turn)
    if (!view || this.#listening.has(turn)) return undefined
    const known = this.#laid.get(turn)
    if (known?.value.reasoning === view.value.reasoning && known.value.answer === view.value.answer)
      return known
    const at = this.#needs.keptAt(turn)
    const inside = (at && (await this.#read(at))) ?? (await this.#ofImported(turn, at))
    if (!inside) return undefined
    const laid = layInside(inside, view.value)
    this.#hold(turn, laid)
    return laid
  }

  async #ofImported(turn: TurnId, at: KeptAt | undefined): Promise<Inside | undefined> {
    const name = this.#needs.nameOf(turn)
    const inside = name === undefined ? undefined : this.#imported.get(name)
    if (inside && at) await this.#write(at, inside)
    return inside
  }

  #hold(turn: TurnId, laid: LaidInside) {
    this.#laid.delete(turn)
    this.#laid.set(turn, laid)
    for (const oldest of this.#laid.keys()) {
      if (this.#laid.size <= held) return
      this.#laid.delete(oldest)
    }
  }

  async #read({ path, name }: KeptAt): Promise<Inside | undefined> {
    await this.#writing
    return (await this.#readNow(path))?.get(name)
  }

  /** Undefined where what is there cannot be read, which is said. */
  async #readNow(path: string): Promise<InsideFile | undefined> {
    const bytes = await readFile(insidePath(path)).catch(() => undefined)
    const read = bytes && readInside(bytes)
    this.#leftOut.delete(path)
    if (!read) return new Map()
    if ('file' in read) return read.file
    this.#needs.warn(leftOut(insidePath(path), read.problem))
    this.#leftOut.set(path, leftOut(basename(insidePath(path)), read.problem, this.#needs.say))
    return undefined
  }

  /**
   * What is there now is read first: other turns of the file may have been written since, here or in another window. What
   * cannot be read, such as that of a newer version, stays as it is.
   */
  async #write({ path, name }: KeptAt, inside: Inside): Promise<void> {
    const target = insidePath(path)
    this.#writing = this.#writing
      .then(async () => {
        await mkdir(dirname(path), { recursive: true })
        await withLock(target, this.#needs.writer, async () => {
          const file = await this.#readNow(path)
          if (file) await replaceFile(target, writeInside(new Map(file).set(name, inside)))
        })
      })
      .catch((error: unknown) => this.#needs.warn(`${target} could not be written. ${String(error)}`))
    await this.#writing
  }
}
