import { Disposables, type Disposable } from '../../base/disposables.ts'
import { keepTurn, restoreTurn } from '../../core/kept.ts'
import type { PanelId, TurnId } from '../../protocol/webview.ts'
import type { Asking } from '../asking.ts'
import type { Turns } from '../turns.ts'
import { packCode, unpackCode } from './code.ts'
import type { PanelRecord } from './records.ts'
import type { Store } from './store.ts'

/** While a turn runs it is kept this often (milliseconds): no more than this is lost if the machine dies. */
const keepEvery = 1000

interface Needs {
  readonly store: Store
  readonly turns: Turns
  readonly asking: Asking
}

/** Keeps turns and panels on disk as they change, and brings them back. */
export interface Keeper extends Disposable {
  /** What is kept of a panel, its turns brought back. */
  readonly panel: (id: PanelId) => Promise<PanelRecord | undefined>
  /** The same of the panel used last. */
  readonly lastPanel: () => Promise<PanelRecord | undefined>
  readonly panelChanged: (record: PanelRecord) => void
  readonly panelGone: (id: PanelId) => void
}

export function createKeeper({ store, turns, asking }: Needs): Keeper {
  const life = new Disposables()
  const grown = new Set<TurnId>()
  const changed = new Map<PanelId, PanelRecord>()
  let timer: ReturnType<typeof setTimeout> | undefined
  life.add(store)
  life.add({ dispose: keepAll })
  life.add(
    turns.listen({
      added: ({ head }) => keepTurnNow(head.id),
      grew(turn) {
        grown.add(turn)
        later()
      },
      ended({ head }) {
        grown.delete(head.id)
        keepTurnNow(head.id)
        void store.prune()
      },
      closed(turn) {
        grown.delete(turn)
        asking.forget(turn)
        void store.forgetTurn(turn)
      },
    }),
  )
  return {
    panel: async (id) => bringBack(await store.panel(id)),
    lastPanel: async () => bringBack(await store.lastPanel()),
    panelChanged(record) {
      changed.set(record.id, record)
      later()
    },
    panelGone(id) {
      changed.delete(id)
      void store.forgetPanel(id)
    },
    dispose: () => life.dispose(),
  }

  function later() {
    timer ??= setTimeout(keepAll, keepEvery)
  }

  function keepAll() {
    clearTimeout(timer)
    timer = undefined
    for (const turn of grown) keepTurnNow(turn)
    for (const record of changed.values()) store.keepPanel(record)
    grown.clear()
    changed.clear()
  }

  function keepTurnNow(id: TurnId) {
    const view = turns.get(id)
    const sent = asking.sent(id)
    if (!view || !sent) return
    const { request, question } = sent
    store.keepTurn(id, () => ({
      head: view.head,
      value: keepTurn(view.value),
      request,
      code: question.gathered && packCode(question.gathered),
    }))
  }

  async function bringBack(record: PanelRecord | undefined): Promise<PanelRecord | undefined> {
    if (!record) return undefined
    const found: TurnId[] = []
    for (const id of record.turns) if (turns.head(id) || (await bringBackTurn(id))) found.push(id)
    return { ...record, turns: found }
  }

  async function bringBackTurn(id: TurnId): Promise<boolean> {
    const kept = await store.turn(id)
    if (!kept) return false
    const { head, value, request, code } = kept
    turns.restore(head, restoreTurn(value))
    asking.remember(head, { request, gathered: code && unpackCode(code) })
    return true
  }
}
