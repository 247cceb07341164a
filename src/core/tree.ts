import type { StepsChange } from './change.ts'
import { createJudge } from './kinds.ts'
import { createReferenceFinder, type Known } from './references.ts'
import { createSegmenter } from './segmenter.ts'
import type { Statement } from './statement.ts'
import type { Kind, Level, Step, StepId } from './step.ts'
import { advance, start, type Offset } from './text.ts'
import { titleOf } from './titles.ts'

export interface Tree {
  push(text: string): void
  /** The text is complete. Ending twice, or pushing after the end, does nothing. */
  end(): void
  /** All that changed since the last call, coalesced; costs what changed. */
  take(): StepsChange
  /** In document order, a parent before its children; the leaves tile the text. */
  readonly steps: readonly Step[]
}

/**
 * The step tree of one turn's reasoning. At every moment it depends only on the text pushed so far, not on how it was
 * cut; only the open path at its end may still change shape.
 */
export function createTree(known: Known): Tree {
  const find = createReferenceFinder(known)
  const judge = createJudge()
  const segmenter = createSegmenter(settle)
  /** Settled steps, then those of the open statement. */
  let nodes: Step[] = []
  let settled = 0
  /** The settled, still open phase and step, as indices into `nodes`. */
  let phase = -1
  let step = -1
  let last: Kind | undefined
  let ended = false
  let count = 0

  let shownSettled = 0
  let shown: StepId[] = [] // what the last `take` showed beyond `shownSettled`
  const touched = new Set<number>() // settled steps that have changed since the last `take`
  let reviewed = 0 // how long the open statement was when it was last judged

  return {
    push(text) {
      if (ended || text === '') return
      segmenter.push(text)
      review()
    },
    end() {
      if (ended) return
      ended = true
      nodes.length = settled
      segmenter.end()
      stretch(segmenter.length)
    },
    take() {
      if (!ended) stretch(segmenter.length)
      return changes()
    },
    get steps() {
      if (!ended) stretch(segmenter.length)
      return nodes.slice()
    },
  }

  /** Judges the open statement, again whenever it has doubled. */
  function review() {
    const length = segmenter.length - segmenter.from
    if (length === 0) return
    if (nodes.length > settled && length < 2 * reviewed) return
    reviewed = length
    nodes.length = settled
    place(segmenter.open(), segmenter.length)
  }

  function settle(statement: Statement) {
    nodes.length = settled
    const to = statement.from + statement.text.length
    const placed = place(statement, to)
    phase = placed.phase
    step = placed.step
    last = placed.kind
    count++
    settled = nodes.length
    reviewed = 0
  }

  /** Appends the statement and what it opens. */
  function place(statement: Statement, to: number): { phase: number; step: number; kind: Kind } {
    const text = statement.text.slice(0, 400)
    const { kind, why } = judge(statement, { index: count, last })
    const title = titleOf(text)
    const from = advance(start, statement.from)
    const make = (level: Level, parent: number, reason: string): Step => ({
      id: idOf(level, statement.from),
      parent: parent < 0 ? null : (nodes[parent]?.id ?? null),
      level,
      kind,
      title,
      span: { from, to: advance(start, to) },
      references: level === 'statement' ? find(statement.text, from) : [],
      why: reason,
    })
    const opensPhase =
      phase < 0 || statement.form === 'heading' || (kind === 'branch' && statement.gap === 'paragraph')
    const opensStep = opensPhase || kind !== last
    if (opensStep) shut(step, statement.from)
    if (opensPhase) shut(phase, statement.from)
    const inPhase = opensPhase ? nodes.push(make('phase', -1, 'a new aim')) - 1 : phase
    const inStep = opensStep ? nodes.push(make('step', inPhase, why)) - 1 : step
    nodes.push(make('statement', inStep, why))
    return { phase: inPhase, step: inStep, kind }
  }

  function shut(index: number, to: number) {
    if (index >= 0) reach(index, to)
  }

  /** The open path ends where the text does. */
  function stretch(to: number) {
    for (let index = settled; index < nodes.length; index++) reach(index, to)
    const open = nodes.at(-1)
    if (!open) return
    const inStep = nodes[step]
    const inPhase = nodes[phase]
    if (inStep && (settled === nodes.length || open.parent === inStep.id)) reach(step, to)
    if (
      inPhase &&
      (settled === nodes.length || !nodes.slice(settled).some(({ level }) => level === 'phase'))
    ) {
      reach(phase, to)
    }
  }

  function reach(index: number, to: number) {
    const node = nodes[index]
    if (!node || node.span.to === to) return
    nodes[index] = { ...node, span: { from: node.span.from, to: to as Offset } }
    if (index < shownSettled) touched.add(index)
  }

  function changes(): StepsChange {
    let keep = shownSettled
    const patched: Step[] = []
    for (const index of touched) {
      const node = nodes[index]
      if (node) patched.push(node)
    }
    touched.clear()
    for (const id of shown) {
      const node = nodes[keep]
      if (node?.id !== id) break
      patched.push(node)
      keep++
    }
    shownSettled = settled
    shown = nodes.slice(settled).map(({ id }) => id)
    return { keep, patched, added: nodes.slice(keep) }
  }
}

/** Unique, since at most one step of a level begins at an offset, and stable while the step grows. */
function idOf(level: Level, from: number): StepId {
  return `${level}-${from}` as StepId
}
