import { EventEmitter, workspace, type Uri } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { StepId } from '../../core/step.ts'
import type { TurnValue } from '../../core/turn.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { LateSymbols } from '../context/lateSymbols.ts'
import type { Current } from '../current.ts'
import type { Lines } from '../editor/highlight.ts'
import { createFinder, type Place } from '../editor/places.ts'
import { mentionOf } from '../editor/spotlight.ts'
import type { Turns } from '../turns.ts'
import { createCollector } from './collect.ts'

interface Needs {
  readonly turns: Turns
  readonly current: Current
  readonly symbols: LateSymbols
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly unexpected: (error: unknown) => void
}

/** What the current trace says of one file. */
export interface FileMentions {
  readonly uri: Uri
  /** The steps that speak of a line (0-based), in order. */
  readonly lines: ReadonlyMap<number, readonly StepId[]>
}

/** While a trace grows or a file is edited, they are looked up anew this often (milliseconds). */
const lookEvery = 1000

/** Of a mention of more lines, only the first is marked. */
const mostLines = 12

/** The lines that the current trace speaks of, by file. */
export class Mentions implements Disposable {
  readonly #needs: Needs
  readonly #life = new Disposables()
  readonly #changed = this.#life.add(new EventEmitter<void>())
  #collect: { readonly turn: TurnId; readonly from: ReturnType<typeof createCollector> } | undefined
  #files: ReadonlyMap<string, FileMentions> = new Map()
  #timer: ReturnType<typeof setTimeout> | undefined
  #looks = 0

  readonly onChange = this.#changed.event

  constructor(needs: Needs) {
    this.#needs = needs
    const { turns, current, symbols } = needs
    this.#life.add({ dispose: () => clearTimeout(this.#timer) })
    this.#life.add(current.onTurn(() => this.#look()))
    this.#life.add(symbols.onCame(() => this.#lookLater()))
    this.#life.add(
      turns.listen({
        grew: (turn, { steps }) => steps && turn === current.turn && this.#lookLater(),
        ended: ({ head }) => head.id === current.turn && this.#look(),
        replaced: (turn) => turn === current.turn && this.#lookLater(),
      }),
    )
    this.#life.add(
      workspace.onDidChangeConfiguration(
        (change) => change.affectsConfiguration('thinktree.editor') && this.#changed.fire(),
      ),
    )
    this.#life.add(
      workspace.onDidChangeTextDocument(
        ({ document }) => this.#files.has(document.uri.toString()) && this.#lookLater(),
      ),
    )
  }

  /** The turn they are of. */
  get turn(): TurnId | null {
    return this.#needs.current.turn
  }

  of(uri: Uri): FileMentions | undefined {
    return this.#files.get(uri.toString())
  }

  dispose(): void {
    this.#life.dispose()
  }

  #lookLater() {
    this.#timer ??= setTimeout(() => this.#look(), lookEvery)
  }

  #look() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    void this.#lookUp().catch(this.#needs.unexpected)
  }

  async #lookUp() {
    const look = ++this.#looks
    const { turns, placeOf } = this.#needs
    const view = this.turn === null ? undefined : turns.get(this.turn)
    const place = view && placeOf(view.head.id)
    const files =
      view && place ? await this.#filesOf(view.head.id, view.value, place) : new Map<string, FileMentions>()
    if (look !== this.#looks || areSame(files, this.#files)) return
    this.#files = files
    this.#changed.fire()
  }

  async #filesOf(
    turn: TurnId,
    { steps, reasoning }: TurnValue,
    place: Place,
  ): Promise<ReadonlyMap<string, FileMentions>> {
    if (this.#collect?.turn !== turn) this.#collect = { turn, from: createCollector(place.known) }
    const spoken = this.#collect.from(steps, reasoning)
    const find = createFinder(place, (document) => this.#needs.symbols.of(document))
    const found = await Promise.all(
      spoken.map(async ({ reference, steps: speakers }) => {
        // A whole file is not a line of it.
        if (!reference.lines && reference.name === undefined) return undefined
        const lines = await find(mentionOf(reference))
        return lines && { lines, speakers }
      }),
    )
    return byFile(
      found.filter((one) => one !== undefined),
      new Map(steps.map(({ id }, index) => [id, index])),
    )
  }
}

interface Found {
  readonly lines: Lines
  readonly speakers: readonly StepId[]
}

function byFile(
  found: readonly Found[],
  order: ReadonlyMap<StepId, number>,
): ReadonlyMap<string, FileMentions> {
  const files = new Map<string, { readonly uri: Uri; readonly lines: Map<number, Set<StepId>> }>()
  for (const { lines, speakers } of found) {
    const key = lines.uri.toString()
    const file = files.get(key) ?? { uri: lines.uri, lines: new Map<number, Set<StepId>>() }
    files.set(key, file)
    const last = lines.last - lines.first < mostLines ? lines.last : lines.first
    for (let line = lines.first; line <= last; line++) {
      const there = file.lines.get(line) ?? new Set()
      for (const speaker of speakers) there.add(speaker)
      file.lines.set(line, there)
    }
  }
  const sorted = (ids: ReadonlySet<StepId>) =>
    [...ids].toSorted((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0))
  return new Map(
    [...files].map(([key, { uri, lines }]) => [
      key,
      { uri, lines: new Map([...lines].map(([line, ids]) => [line, sorted(ids)])) },
    ]),
  )
}

function areSame(one: ReadonlyMap<string, FileMentions>, other: ReadonlyMap<string, FileMentions>): boolean {
  const plain = (files: ReadonlyMap<string, FileMentions>) =>
    JSON.stringify([...files].map(([key, { lines }]) => [key, ...lines]))
  return one.size === other.size && plain(one) === plain(other)
}
