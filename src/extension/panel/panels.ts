import { ViewColumn, type Uri, type WebviewPanel } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import { recordOf } from '../../base/json.ts'
import type { TurnChange } from '../../core/change.ts'
import {
  cameFrom,
  type EditKind,
  type Move,
  type PanelId,
  type Selected,
  type TurnHead,
  type TurnId,
  type TurnView,
} from '../../protocol/webview.ts'
import type { Keeper } from '../keeping/keeper.ts'
import { panelIdOf, type PanelRecord } from '../keeping/records.ts'
import { createContents, type Contents } from './contents.ts'
import { createHandler, type PanelNeeds } from './handler.ts'
import { Panel } from './panel.ts'

interface Needs extends PanelNeeds {
  readonly extension: Uri
  readonly keeper: Keeper
  readonly unexpected: (error: unknown) => void
}

interface Entry {
  readonly panel: Panel
  readonly contents: Contents
  usedAt: number
}

/**
 * All panels of this window, those that were closed too: each shows conversations of its own. A new question goes to
 * the one used last, a follow-up to where its conversation is.
 */
export class Panels implements Disposable {
  readonly #needs: Needs
  readonly #life = new Disposables()
  readonly #entries = new Map<PanelId, Entry>()
  /** Those that come back, one after another: no two are taken for the same. */
  #restored: Promise<void> = Promise.resolve()

  constructor(needs: Needs) {
    this.#needs = needs
    this.#life.add(
      needs.turns.listen({
        added: (turn) => this.#added(turn),
        grew: (turn, change) => this.#grew(turn, change),
        headed: (head) => this.#of(head.id)?.contents.headed(head),
        closed: (turn) => this.#of(turn)?.contents.leave([turn]),
      }),
    )
    this.#life.add(
      needs.judging.onChange((turn) => {
        void this.#of(turn)?.contents.judged(turn).catch(needs.unexpected)
      }),
    )
  }

  /** Opens or reveals the panel that a new question goes to; the editor keeps the keyboard. */
  showLast(): void {
    this.#for(null).panel.show(this.#column())
  }

  /** Gives the panel used last the keyboard, be it of an earlier time; a new one where there is none. */
  async focus(): Promise<void> {
    const entry = (await this.#recalled()) ?? this.#create()
    entry.panel.focus(this.#column())
  }

  /** Has the turns of the panel used last at hand, be it of an earlier time, without showing it. */
  async recall(): Promise<void> {
    const entry = await this.#recalled()
    entry?.contents.entered()
  }

  /** An empty panel, for the next question. */
  openNew(): void {
    this.#create().panel.focus(this.#column())
  }

  /** The conversation of a turn, or of the one in view, in a panel of its own, which it may have already. */
  openOwn(turn: TurnId | null): void {
    const entry = turn === null ? undefined : this.#of(turn)
    if (turn === null || !entry) return
    const conversation = this.#conversation(turn, entry.contents.turns)
    if (conversation.length === entry.contents.turns.length) return entry.panel.focus(this.#column())
    entry.contents.leave(conversation)
    const own = this.#create()
    own.contents.take(conversation)
    own.panel.focus(this.#column())
  }

  /** Shows a conversation that was brought back, where it is or in an empty panel, at one of its turns. */
  open(turns: readonly TurnId[], at: TurnId | undefined): void {
    const home = turns.map((turn) => this.#of(turn)).find((entry) => entry !== undefined)
    const last = this.#last()
    const entry = home ?? (last?.contents.turns.length === 0 ? last : this.#create())
    entry.contents.take(turns.filter((turn) => !this.#of(turn)))
    if (at) entry.contents.show(entry.contents.turns, at)
    entry.panel.focus(this.#column())
  }

  /** Gives the box for the next question to a turn the keyboard. */
  write(turn: TurnId): void {
    this.#of(turn)?.contents.write(turn)
  }

  /** Shows the panel of a turn. */
  reveal(turn: TurnId): void {
    this.#of(turn)?.panel.focus(this.#column())
  }

  /** Shows a step that was chosen elsewhere in its panel, which opens; the keyboard stays where it is. */
  choose(selected: Selected): void {
    this.tell(selected)
    this.#of(selected.turn)?.panel.show(this.#column())
  }

  /** Tells the panel of such a step, wherever it is. */
  tell(selected: Selected): void {
    this.#of(selected.turn)?.contents.choose(selected)
  }

  move(move: Move): void {
    const active = [...this.#entries.values()].find(({ panel }) => panel.active)
    active?.panel.post({ type: 'moveAsked', move })
  }

  /** The active panel's page asks for words. */
  askWords(kind: EditKind): void {
    const active = [...this.#entries.values()].find(({ panel }) => panel.active)
    active?.panel.post({ type: 'editAsked', kind })
  }

  /** Whether one can see the turn's panel. */
  isVisible(turn: TurnId): boolean {
    return this.#of(turn)?.panel.visible === true
  }

  /**
   * Fills a panel that VS Code has kept over a reload of the window; `state` is what its page has saved. In a browser
   * VS Code stores that only now and then: a panel without is taken for the one that was used last.
   */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const now = this.#restored.then(() => this.#restore(panel, state))
    this.#restored = now.catch(() => undefined)
    await now
  }

  dispose(): void {
    this.#life.dispose()
    for (const { panel } of this.#entries.values()) panel.dispose()
  }

  async #restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const { keeper } = this.#needs
    const told = panelIdOf(recordOf(state)['panel'])
    const before = await (told ? keeper.panel(told) : keeper.lastPanel([...this.#entries.keys()]))
    const id = told ?? before?.id
    const known = id && this.#entries.get(id)
    // It was opened anew before VS Code came to bring it back.
    if (known?.panel.open) return void panel.dispose()
    const entry = known ?? this.#create(before, id)
    entry.panel.adopt(panel)
    if (panel.active) entry.usedAt = Date.now()
  }

  async #recalled(): Promise<Entry | undefined> {
    const before = this.#last() ? undefined : await this.#needs.keeper.lastPanel([])
    return this.#last() ?? (before && this.#create(before))
  }

  /** Panels come into one column, beside the editor. */
  #column(): ViewColumn {
    const shown = [...this.#entries.values()].find(({ panel }) => panel.visible)
    return shown?.panel.column ?? ViewColumn.Beside
  }

  #added(turn: TurnView) {
    const entry = this.#of(turn.head.id) ?? this.#for(cameFrom(turn.head))
    entry.panel.show(this.#column())
    entry.contents.added(turn)
    this.#used(entry)
  }

  #grew(turn: TurnId, change: TurnChange) {
    this.#of(turn)?.contents.grew(turn, change)
  }

  #of(turn: TurnId): Entry | undefined {
    return [...this.#entries.values()].find(({ contents }) => contents.turns.includes(turn))
  }

  /** The panel used last, one that is open before one that is closed. */
  #last(): Entry | undefined {
    const entries = [...this.#entries.values()].toSorted((one, other) => other.usedAt - one.usedAt)
    return entries.find(({ panel }) => panel.open) ?? entries[0]
  }

  #for(follows: TurnId | null): Entry {
    return (follows === null ? undefined : this.#of(follows)) ?? this.#last() ?? this.#create()
  }

  #create(before?: Omit<PanelRecord, 'files'>, as?: PanelId): Entry {
    const { extension, keeper, unexpected } = this.#needs
    const id = before?.id ?? as ?? (crypto.randomUUID() as PanelId)
    const panel = this.#life.add(new Panel(id, extension))
    const contents = createContents({
      ...this.#needs,
      panel,
      before: before ?? { turns: [], saved: null },
      changed: () => keeper.panelChanged(recordOfPanel(id, entry)),
    })
    const openPanel = (turn: TurnId) => this.openOwn(turn)
    const handle = createHandler({ ...this.#needs, panel, contents, openPanel })
    const entry: Entry = { panel, contents, usedAt: before?.usedAt ?? Date.now() }
    this.#entries.set(id, entry)
    this.#life.add(panel.onMessage((message) => void handle(message).catch(unexpected)))
    this.#life.add(panel.onViewed(() => panel.active && this.#used(entry)))
    this.#life.add(
      panel.onClosed(() => {
        contents.closed()
        if (contents.turns.length > 0) return
        this.#entries.delete(id)
        keeper.panelGone(id)
      }),
    )
    return entry
  }

  #used(entry: Entry) {
    entry.usedAt = Date.now()
    entry.contents.entered()
    this.#needs.keeper.panelChanged(recordOfPanel(entry.panel.id, entry))
  }

  /** The turns of a panel that go on with one another. */
  #conversation(turn: TurnId, turns: readonly TurnId[]): readonly TurnId[] {
    const head = (id: TurnId): TurnHead | undefined => this.#needs.turns.head(id)
    const root = (id: TurnId): TurnId => {
      const known = head(id)
      const before = known ? cameFrom(known) : null
      return before === null || !turns.includes(before) ? id : root(before)
    }
    const first = root(turn)
    return turns.filter((other) => root(other) === first)
  }
}

function recordOfPanel(id: PanelId, { contents, usedAt }: Entry): Omit<PanelRecord, 'files'> {
  return { id, turns: contents.turns, saved: contents.saved, usedAt }
}
