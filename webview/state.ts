import type { InsideTold, StepInside } from '../src/core/insideTold.ts'
import type { JudgedTurn } from '../src/core/judging.ts'
import type { RunState, TurnValue } from '../src/core/turn.ts'
import type { DocumentNote, PanelId, Selected, TurnHead, TurnId } from '../src/protocol/webview.ts'
import type { Editing } from './editing.ts'
import type { Find } from './finding.ts'
import type { Playing, Speed } from './play.ts'
import type { Look } from './look.ts'
import type { Layout, Saved } from './saved.ts'

/** All that the page shows. */
export interface State {
  readonly turns: readonly TurnPage[]
  /** The turn in view. */
  readonly current: TurnId | null
  readonly layout: Layout
  /** What is written in the follow-up box. */
  readonly draft: string
  /** Looks of turns that are not here (yet), as they were saved. */
  readonly kept: Readonly<Record<string, Look>>
  /** Which of the panels this is, once the host has shown it; saved, so that it is known after a reload of the window. */
  readonly panel: PanelId | null
  /** Of the file that this page shows; null where it is a panel. */
  readonly document: DocumentNote | null
  /** The places one came from by jumping, latest last. */
  readonly trail: readonly Selected[]
  /** The turn in view is played. */
  readonly play: Playing | null
  readonly speed: Speed
  /** The list of keys is open. */
  readonly help: boolean
  /** What is looked for in the turn in view. */
  readonly find: Find | null
  /** What is said of turns, by their ids. */
  readonly judged: Readonly<Record<string, JudgedTurn>>
  /** What is written about a step. */
  readonly editing: Editing | null
  /** What a command asked to take the keyboard; a new object each time. */
  readonly focus: { readonly part: 'tree' | 'followUp' | 'search' } | null
}

export interface TurnPage {
  readonly head: TurnHead
  readonly value: TurnValue
  /** The page's clock (milliseconds) when `value.times.latest` came. */
  readonly heardAt: number
  readonly look: Look
  /** What its server told of its inside, where it told anything. */
  readonly inside?: InsideTold
  /** Of the step that was asked for last. */
  readonly stepInside?: StepInside
}

export function restore(saved: Saved): State {
  const { current, layout, draft, looks, trail, speed } = saved
  return {
    turns: [],
    panel: null,
    document: null,
    current,
    layout,
    draft,
    kept: looks,
    trail,
    play: null,
    speed,
    help: false,
    find: null,
    judged: {},
    editing: null,
    focus: null,
  }
}

/** The looks of all turns seen so far, to be saved. */
export function looksOf({ turns, kept }: State): State['kept'] {
  return { ...kept, ...Object.fromEntries(turns.map(({ head, look }) => [head.id, look])) }
}

/** The turn in view. */
export function currentPage({ turns, current }: Pick<State, 'turns' | 'current'>): TurnPage | undefined {
  return turns.find(({ head }) => head.id === current)
}

/** Changes one turn; the others stay the same objects. */
export function withTurn(state: State, id: TurnId | null, change: (page: TurnPage) => TurnPage): State {
  const index = state.turns.findIndex(({ head }) => head.id === id)
  const page = state.turns[index]
  if (!page) return state
  const changed = change(page)
  return changed === page ? state : { ...state, turns: state.turns.with(index, changed) }
}

const running: ReadonlySet<RunState['kind']> = new Set(['connecting', 'waiting', 'thinking', 'answering'])

export function isRunning({ state }: TurnValue): boolean {
  return running.has(state.kind)
}

/** Steps may still come. */
export function isThinking({ state }: TurnValue): boolean {
  return state.kind === 'connecting' || state.kind === 'thinking'
}
