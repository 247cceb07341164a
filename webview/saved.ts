import { listOf, recordOf, textOf, type Fields } from '../src/base/json.ts'
import { kinds, type StepId } from '../src/core/step.ts'
import type { PanelId, Selected, TurnId } from '../src/protocol/webview.ts'
import type { Look, Scroll } from './look.ts'
import { foldings, type Fold } from './outline.ts'
import { speeds, type Speed } from './play.ts'

/** Shares of the room, between 0 and 1: steps beside and above the explanation, and the tree above a step's text. */
export interface Layout {
  readonly beside: number
  readonly above: number
  readonly detail: number
}

/** What outlives the page: kept by VS Code while the panel is hidden, and over a reload of the window. */
export interface Saved {
  readonly panel: PanelId | null
  readonly current: TurnId | null
  readonly layout: Layout
  readonly draft: string
  readonly looks: Readonly<Record<string, Look>>
  readonly trail: readonly Selected[]
  readonly speed: Speed
}

export const freshLayout: Layout = { beside: 0.46, above: 0.52, detail: 0.58 }

/** More are forgotten, oldest first: what is saved stays small. */
const mostLooks = 20
const mostChosen = 2000
const mostPlaces = 50

/** As plain data. */
export function pack({ panel, current, layout, draft, looks, trail, speed }: Saved): unknown {
  const packed = Object.entries(looks)
    .slice(-mostLooks)
    .map(([id, look]) => [
      id,
      { ...look, before: null, chosen: [...(look.before ?? look.chosen)].slice(-mostChosen) },
    ])
  const looksPacked = Object.fromEntries(packed)
  return { panel, current, layout, draft, looks: looksPacked, trail: trail.slice(-mostPlaces), speed }
}

/** Reads back what `pack` made; anything else gives a fresh page. */
export function unpack(raw: unknown): Saved {
  const saved = recordOf(raw)
  const { beside, above, detail } = recordOf(saved['layout'])
  return {
    panel: id<PanelId>(saved['panel']),
    current: id<TurnId>(saved['current']),
    layout: {
      beside: share(beside, freshLayout.beside),
      above: share(above, freshLayout.above),
      detail: share(detail, freshLayout.detail),
    },
    draft: textOf(saved['draft']),
    looks: Object.fromEntries(
      Object.entries(recordOf(saved['looks'])).map(([key, look]) => [key, unpackLook(recordOf(look))]),
    ),
    trail: listOf(saved['trail']).map(recordOf).flatMap(unpackPlace),
    speed: speeds.find((one) => one === saved['speed']) ?? 1,
  }
}

function unpackLook({ open, chosen, only, kinds: some, selected, active, tree, answer }: Fields): Look {
  const folds = new Map(listOf(chosen).flatMap(unpackFold))
  const chosenKinds = kinds.filter((kind) => listOf(some).includes(kind))
  const sifted = chosenKinds.length > 0
  return {
    open: open === 'none' || open === 'all' ? open : 'steps',
    chosen: sifted ? new Map() : folds,
    only: only === true,
    kinds: chosenKinds,
    before: sifted ? folds : null,
    selected: id<StepId>(selected),
    active: id<StepId>(active),
    tree: unpackScroll(recordOf(tree)),
    answer: unpackScroll(recordOf(answer)),
  }
}

function unpackFold(pair: unknown): readonly (readonly [StepId, Fold])[] {
  const [step, how] = listOf(pair)
  const [known, fold] = [id<StepId>(step), foldings.find((one) => one === how)]
  return known !== null && fold ? [[known, fold]] : []
}

function unpackPlace({ turn, step }: Fields): readonly Selected[] {
  const [knownTurn, knownStep] = [id<TurnId>(turn), id<StepId>(step)]
  return knownTurn !== null && knownStep !== null ? [{ turn: knownTurn, step: knownStep }] : []
}

function unpackScroll({ top, following }: Fields): Scroll {
  return { top: typeof top === 'number' && top > 0 ? top : 0, following: following !== false }
}

function id<T extends string>(value: unknown): T | null {
  return typeof value === 'string' ? (value as T) : null
}

function share(value: unknown, fallback: number): number {
  return typeof value === 'number' && value > 0 && value < 1 ? value : fallback
}
