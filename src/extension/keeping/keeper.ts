import { Uri } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import { keepTurn, restoreTurn } from '../../core/kept.ts'
import type { RunState } from '../../core/turn.ts'
import { cameFrom, type PanelId, type TurnHead, type TurnId, type TurnView } from '../../protocol/webview.ts'
import { contextHash } from '../../traces/contextHash.ts'
import type { Head } from '../../traces/head.ts'
import { keptOf } from '../../traces/turns.ts'
import type { Questions } from '../asking/questions.ts'
import { placeOfHead } from '../editor/headPlace.ts'
import type { Place } from '../editor/places.ts'
import type { KeptAt } from '../inside/insides.ts'
import type { Turns } from '../turns.ts'
import { packCode, unpackCode } from './code.ts'
import {
  headInFile,
  nameInFile,
  turnsOfFile,
  type FileTurn,
  type Naming,
  type TurnSource,
} from './fileTurns.ts'
import { readKept } from './interrupted.ts'
import { Journal, type JournalNeeds } from './journal.ts'
import { fileName } from './names.ts'
import { isTurnId, type PanelRecord } from './records.ts'
import type { Store } from './store.ts'
import type { TurnToKeep } from './traceFile.ts'

/** A panel that has changed is kept after so long (milliseconds). */
const keepEvery = 1000

interface Needs extends JournalNeeds {
  readonly store: Store
  /** The one that a new conversation goes to which is about this code. */
  readonly folder: (code?: Uri) => string
  readonly turns: Turns
  readonly questions: Questions
  /** What is known today of the endpoint of a turn of before. */
  readonly recognise: (head: TurnHead) => TurnHead
  /** Of one whose question is not known with all that was sent. */
  readonly limit: (head: TurnHead) => TurnHead
  /** The code that our samples speak of. */
  readonly shop: Uri
  readonly unexpected: (error: unknown) => void
}

/** Keeps turns and panels on disk as they change, and brings them back. A conversation is a `.think` file. */
export interface Keeper extends Disposable {
  /** What is kept of a panel, its turns brought back. */
  readonly panel: (id: PanelId) => Promise<PanelRecord | undefined>
  /** The same of the panel used last, but for some. */
  readonly lastPanel: (except: readonly PanelId[]) => Promise<PanelRecord | undefined>
  readonly panelChanged: (record: Omit<PanelRecord, 'files'>) => void
  readonly panelGone: (id: PanelId) => void
  /** Brings back all turns of a file. */
  readonly open: (path: string) => Promise<readonly TurnId[]>
  /** The file that a turn is kept in, and what that calls it. */
  readonly keptAt: (turn: TurnId) => KeptAt | undefined
  /** Where a turn stands in its file: what that calls it, and its place, from 1; 0 where it is not known. */
  readonly sourceOf: (turn: TurnId) => TurnSource | undefined
  /** A file is about to be deleted: nothing is written to it any more. Tells the turns that this window has of it. */
  readonly drop: (path: string) => readonly TurnId[]
  /** Where the paths of a turn lead of which no more is known than its file says. */
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly settled: () => Promise<void>
}

export function createKeeper(needs: Needs): Keeper {
  const { store, turns, questions, recognise, limit, folder, shop, writer, unexpected } = needs
  const life = new Disposables()
  const journal = life.add(new Journal(needs))
  const changed = new Map<PanelId, Omit<PanelRecord, 'files'>>()
  const places = new Map<TurnId, Place>()
  /** Of turns that were brought back from files. */
  const inFiles = new Map<TurnId, Pick<FileTurn, 'source' | 'naming'>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  life.add(store)
  life.add({ dispose: keepPanels })
  life.add({ dispose: interruptRuns })
  life.add(
    turns.listen({
      added({ head }) {
        const from = cameFrom(head)
        const file = journal.fileOf(head.id) ?? (from === null ? undefined : journal.fileOf(from))
        if (file === undefined) adoptNew(head)
        else journal.adopt(head.id, file)
        keep(head.id, 'begins')
      },
      grew: (turn) => journal.fileOf(turn) !== undefined && keep(turn, 'grew'),
      resumed: ({ head }) => keep(head.id, 'begins'),
      headed: ({ id }) =>
        journal.fileOf(id) !== undefined && keep(id, turns.running.includes(id) ? 'grew' : 'ended'),
      ended({ head }) {
        keep(head.id, 'ended')
        keepAsked(head.id)
        void store.prune().catch(unexpected)
      },
      closed(turn, last) {
        if (last.value.times.ended === undefined)
          journal.keep(turn, 'ended', tellOf(over(last, { kind: 'stopped' })))
        journal.leave(turn)
        questions.forget(turn)
        places.delete(turn)
        inFiles.delete(turn)
      },
    }),
  )
  return {
    panel: async (id) => bringBack(await store.panel(id)),
    lastPanel: async (except) => bringBack(await store.lastPanel(except)),
    panelChanged(record) {
      changed.set(record.id, record)
      timer ??= setTimeout(keepPanels, keepEvery)
    },
    panelGone(id) {
      changed.delete(id)
      void store.forgetPanel(id).catch(unexpected)
    },
    open,
    keptAt(turn) {
      const path = journal.fileOf(turn)
      return path === undefined ? undefined : { path, name: nameInFile(turn, inFiles.get(turn)) }
    },
    sourceOf(turn) {
      const path = journal.fileOf(turn)
      return path === undefined ? undefined : (inFiles.get(turn)?.source ?? { path, id: turn, place: 0 })
    },
    drop: (path) => journal.drop(path),
    placeOf: (turn) => places.get(turn),
    settled: () => journal.settled(),
    dispose: () => life.dispose(),
  }

  function adoptNew({ id, question, askedAt }: TurnHead) {
    journal.adoptNew(id, fileName(question, askedAt, id), () =>
      folder(questions.get(id)?.question.gathered?.place.file),
    )
  }

  function keepPanels() {
    clearTimeout(timer)
    timer = undefined
    for (const record of changed.values()) {
      const files = record.turns.map((turn) => journal.fileOf(turn)).filter((file) => file !== undefined)
      store.keepPanel({ ...record, files: [...new Set(files)] })
    }
    changed.clear()
  }

  function keep(id: TurnId, now: 'begins' | 'grew' | 'ended') {
    const head = turns.head(id)
    if (!head) return
    const told = headOf(head)
    const namings = namingsOf(head)
    let last: TurnView | undefined
    journal.keep(id, now, () => {
      last = turns.get(id) ?? last
      if (!last) throw new Error('A turn is gone that was to be written.')
      return { head: told, value: keepTurn(last.value), namings }
    })
    if (now === 'begins') keepAsked(id)
  }

  function keepAsked(id: TurnId) {
    const sent = questions.get(id)
    if (!sent) return
    const { request, question } = sent
    store.keepAsked(id, () => ({ request, code: question.gathered && packCode(question.gathered) }))
  }

  /** What the file says of a turn, with a hash of the code that was asked about. */
  function headOf(head: TurnHead): Partial<Head> {
    const told = headInFile(head, (turn) => inFiles.get(turn))
    const code = questions.get(head.id)?.question.gathered?.context
    const [asked, ...others] = told.context ?? []
    return {
      ...told,
      ...(code && asked && { context: [{ ...asked, hash: contextHash(code.text, asked.lines) }, ...others] }),
    }
  }

  /** What is to have a name when a turn is written: itself, and the one that it came from. */
  function namingsOf(head: TurnHead): readonly Naming[] {
    const from = cameFrom(head)
    return [from, head.id].flatMap((turn) => (turn && inFiles.get(turn)?.naming) ?? [])
  }

  function tellOf({ head, value }: TurnView): () => TurnToKeep {
    const told = headOf(head)
    const namings = namingsOf(head)
    return () => ({ head: told, value: keepTurn(value), namings })
  }

  /** The window ends, and its runs with it. */
  function interruptRuns() {
    for (const id of turns.running) {
      const view = turns.get(id)
      if (view) journal.keep(id, 'last', tellOf(over(view, { kind: 'incomplete', why: 'interrupted' })))
    }
  }

  async function bringBack(record: PanelRecord | undefined): Promise<PanelRecord | undefined> {
    if (!record) return undefined
    for (const file of record.files) await open(file, record.turns)
    return { ...record, turns: record.turns.filter((id) => turns.head(id) !== undefined) }
  }

  /** `wanted`: those to bring back; all where there are none. */
  async function open(path: string, wanted?: readonly TurnId[]): Promise<readonly TurnId[]> {
    const document = await readKept(path, writer)
    const found = turnsOfFile(path, document?.turns ?? [], (turn) => journal.fileOf(turn), wanted)
    for (const { head, turn, source, naming } of found) {
      const { id } = head
      if (turns.head(id) || (wanted && !wanted.includes(id))) continue
      const asked =
        (await store.asked(id)) ?? (isTurnId(source.id) ? await store.asked(source.id) : undefined)
      // Without what was sent there is nothing that it could go on from.
      turns.restore(asked ? recognise(head) : limit(head), restoreTurn(keptOf(turn)))
      questions.remember(head, {
        request: asked?.request ?? '',
        gathered: asked?.code ? unpackCode(asked.code) : null,
      })
      journal.adopt(id, path)
      inFiles.set(id, { source, ...(naming && { naming }) })
      places.set(id, placeOfHead(turn.head, Uri.file(path), shop))
    }
    return found.map(({ head }) => head.id)
  }
}

/** A turn that ran, as it is where it ends now. */
function over({ head, value }: TurnView, state: RunState): TurnView {
  return { head, value: { ...value, state, times: { ...value.times, ended: value.times.latest } } }
}
