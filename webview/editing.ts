import { unreachable } from '../src/base/unreachable.ts'
import { ownWords } from '../src/core/query.ts'
import type { StepId } from '../src/core/step.ts'
import type { EditKind, TurnId } from '../src/protocol/webview.ts'
import { judgedStepOf } from './judging.ts'
import { indexOf } from './outline.ts'
import { currentPage, type State, type TurnPage } from './state.ts'

/** What a person writes about a step, to send the thought another way or to judge it. It stays when they look elsewhere meanwhile. */
export interface Editing {
  readonly turn: TurnId
  readonly step: StepId
  readonly kind: EditKind
  readonly text: string
}

/** Opens the box for the selected step: with its text, or empty for a hint or a comment. What is written there already stays. */
export function beginEdit(state: State, kind: EditKind): State {
  const page = currentPage(state)
  const step = page?.look.selected ?? null
  if (!page || step === null || page.value.hidden) return state
  if (page.value.signed && (kind === 'editStep' || kind === 'hint')) return state
  const { editing } = state
  const same = editing?.turn === page.head.id && editing.step === step && editing.kind === kind
  if (same) return { ...state, editing: { ...editing } }
  const text = textFor(kind, page, step)
  const own = judgedStepOf(state.judged[page.head.id] ?? null, step)?.words.find((word) => word.own)
  const before = (kind === 'correct' && own?.corrected) || text
  return { ...state, play: null, editing: { turn: page.head.id, step, kind, text: before } }
}

export function writeEdit(state: State, text: string): State {
  return state.editing ? { ...state, editing: { ...state.editing, text } } : state
}

/** What is written about this step. */
export function editOf(editing: Editing | null, turn: TurnId, step: StepId): Editing | null {
  return editing?.turn === turn && editing.step === step ? editing : null
}

function textFor(kind: EditKind, page: TurnPage, step: StepId): string {
  switch (kind) {
    case 'correct':
      return ownWords(page.value.reasoning, page.value.steps, step)
    case 'editStep':
      return textOf(page, step)
    case 'hint':
    case 'comment':
      return ''
    default:
      return unreachable(kind)
  }
}

/** Models begin the next paragraph themselves. */
function textOf({ value }: TurnPage, id: StepId): string {
  const step = value.steps[indexOf(value.steps, id)]
  return step ? value.reasoning.slice(step.span.from, step.span.to).trimEnd() : ''
}
