import type { StepsChange } from './change.ts'
import { judge } from './kinds.ts'
import { placeStatement, type Aim, type OpenStep, type Placement } from './placement.ts'
import { createSegmenter } from './segmenter.ts'
import type { Form, Statement } from './statement.ts'
import type { Kind, Level, Step, StepId } from './step.ts'
import { advance, start, type Offset } from './text.ts'
import { createLine } from './line.ts'

export interface Tree {
  push(text: string): void
  /** The text is complete. Ending twice, or pushing after the end, does nothing. */
  end(): void
  /** All that changed since the last call, coalesced; costs what changed. */
  take(): StepsChange
  /** In document order, a parent before its children; the leaves tile the text. */
  readonly steps: readonly Step[]
}

interface Open extends OpenStep {
  /** Into the nodes. */
  readonly index: number
}

/** The open path above the statement that comes next. */
interface Path {
  readonly phase: number
  readonly aim: Aim | undefined
  readonly stack: readonly Open[]
}

/**
 * The step tree of one turn's reasoning. At every moment it depends only on the text pushed so far, not on how it was
 * cut; only the open path at its end may still change shape.
 */
export function createTree(): Tree {
  const segmenter = createSegmenter(settle)
  const line = createLine()

  /** Settled steps, then those of the open statement. */
  const nodes: Step[] = []
  let settled = 0
  let path: Path = { phase: -1, aim: undefined, stack: [] } // of what is settled
  let openPath: Path = path // with the open statement
  let last: Statement | undefined
  let lastKind: Kind | undefined
  let count = 0
  let doubted = false // a mistake was found since the phase opened
  let paragraph = 0 // where the last paragraph began
  let reviewed = 0 // how long the open statement was when it was last judged
  let form: Form = 'prose' // as it was then
  let marker = ''
  let indent = 0
  let ended = false
  let waiting = '' // pushed, and not cut into statements yet

  let shownSettled = 0
  let shown: readonly Step[] = [] // what the last `take` showed beyond `shownSettled`
  let takes = 0
  const touched: number[] = [] // settled steps that have changed since the last `take`
  const touchedIn: number[] = [] // for each settled step, before which `take` that was last

  return {
    push(text) {
      if (ended) return
      waiting += text
      if (waiting.length >= batch) read()
    },
    end() {
      if (ended) return
      ended = true
      forgetOpen()
      read()
      segmenter.end()
      openPath = path
      stretch()
    },
    take() {
      look()
      return changes()
    },
    get steps() {
      look()
      return nodes.slice()
    },
  }

  /** Brings the open statement and the ends of the open path up to date. */
  function look() {
    if (!ended) {
      read()
      review()
    }
    stretch()
  }

  function read() {
    if (waiting === '') return
    const text = waiting
    waiting = ''
    segmenter.push(text)
  }

  /** Judges the open statement by its first words, so that a look costs little. */
  function review() {
    const length = segmenter.length - segmenter.from
    if (length === 0) return
    const open = segmenter.open()
    const seen = Math.min(length, 32)
    const sameForm = open.form === form && open.marker === marker && open.indent === indent
    if (nodes.length > settled && seen === reviewed && sameForm) return
    if (nodes.length === settled || seen < 32 || reviewed < 32 || !sameForm) {
      forgetOpen()
      openPath = place({ ...open, text: open.text.slice(0, 32) }, segmenter.length).path
    }
    reviewed = seen
    form = open.form
    marker = open.marker
    indent = open.indent
  }

  function forgetOpen() {
    while (nodes.length > settled) nodes.pop()
  }

  function settle(statement: Statement) {
    forgetOpen()
    const to = statement.from + statement.text.length
    const { path: next, judged, opened } = place(statement, to)
    closeAbove(next, statement.from)
    const fresh = next.phase !== path.phase
    path = next
    settled = nodes.length
    while (touchedIn.length < settled) touchedIn.push(-1)
    line.passed(judged, statement, settled - 1, opened)
    for (const index of line.abandoned(nodes)) abandon(index)
    if (statement.gap === 'paragraph') paragraph = statement.from
    last = statement.text.length > 500 ? { ...statement, text: statement.text.slice(-500) } : statement
    lastKind = judged.kind
    doubted = judged.kind === 'revise' || (doubted && !fresh)
    count++
    reviewed = 0
  }

  /** Appends the statement and what it opens. Touches nothing that is settled. */
  function place(statement: Statement, to: number) {
    const judged = judge(statement, { index: count, last: lastKind })
    const { kind } = judged
    const placement = placeStatement(statement, judged, {
      aim: path.aim,
      stack: path.stack,
      last,
      lastKind,
      doubted,
      sinceParagraph: statement.from - paragraph,
      sincePhase: statement.from - (nodes[path.phase]?.span.from ?? 0),
    })
    const from = advance(start, statement.from)
    const span = { from, to: advance(start, to) }
    const { phase, depth } = placement
    const opened = depth === undefined ? undefined : nodes.length
    const revises = kind === 'revise' ? line.revised(nodes) : undefined
    let next = path

    if (phase) {
      const id = idOf('phase', from)
      const node: Step = {
        id,
        parent: null,
        level: 'phase',
        kind: kindOf(phase.aim, kind),
        span,
        why: phase.why,
      }
      nodes.push(node)
      next = { phase: nodes.length - 1, aim: phase.aim, stack: [] }
    }
    if (depth !== undefined) {
      const kept = next.stack.slice(0, depth)
      const parent = nodes[kept.at(-1)?.index ?? next.phase]?.id ?? null
      const node: Step = {
        id: idOf('step', from),
        parent,
        level: 'step',
        kind,
        span,
        why: placement.why,
      }
      const index = nodes.push(revises ? { ...node, revises } : node) - 1
      next = { phase: next.phase, aim: next.aim, stack: [...kept, openStep(index, kind, placement)] }
    } else next = announced(next, placement)

    const parent = nodes[next.stack.at(-1)?.index ?? -1]?.id ?? null
    const node: Step = {
      id: idOf('statement', from),
      parent,
      level: 'statement',
      kind,
      span,
      why: judged.why,
    }
    const on = line.basis(statement, judged, nodes)
    nodes.push(on || revises ? { ...node, ...(on && { on }), ...(revises && { revises }) } : node)
    return { path: next, judged, opened }
  }

  /** The deepest open step now ends in an announcement, or no more. */
  function announced(now: Path, { announces }: Placement): Path {
    const deepest = now.stack.at(-1)
    if (!deepest || deepest.announces === announces) return now
    return { ...now, stack: [...now.stack.slice(0, -1), { ...deepest, announces }] }
  }

  /** The steps of the settled path that are not on the new one end where the new statement begins. */
  function closeAbove(next: Path, at: number) {
    if (path.phase >= 0 && path.phase !== next.phase) reach(path.phase, at)
    for (let depth = 0; depth < path.stack.length; depth++) {
      const step = path.stack[depth]
      if (step && next.stack[depth]?.index !== step.index) reach(step.index, at)
    }
  }

  /** The open path ends where the text does. */
  function stretch() {
    const to = segmenter.length
    if (path !== openPath) closeAbove(openPath, segmenter.from)
    reach(openPath.phase, to)
    for (const { index } of openPath.stack) reach(index, to)
    reach(nodes.length - 1, to)
  }

  function reach(index: number, to: number) {
    const node = nodes[index]
    if (node && node.span.to !== to) put(index, { ...node, span: { from: node.span.from, to: to as Offset } })
  }

  function abandon(index: number) {
    const node = nodes[index]
    if (node) put(index, { ...node, abandoned: true })
  }

  function put(index: number, node: Step) {
    nodes[index] = node
    if (index >= shownSettled || touchedIn[index] === takes) return
    touchedIn[index] = takes
    touched.push(index)
  }

  function changes(): StepsChange {
    let keep = shownSettled
    const patched: Step[] = []
    for (const index of touched) {
      const node = nodes[index]
      if (node) patched.push(node)
    }
    touched.length = 0
    takes++
    for (const before of shown) {
      const node = nodes[keep]
      if (node?.id !== before.id) break
      if (node !== before) patched.push(node)
      keep++
    }
    const added = nodes.slice(keep)
    shownSettled = settled
    shown = nodes.slice(settled)
    return { keep, patched, added }
  }
}

/** Of pushed text, as much as may wait for a look: to cut it in small pieces would cost more. */
const batch = 1024

function openStep(index: number, kind: Kind, { series, announces }: Placement): Open {
  return { index, kind, series, announces }
}

function kindOf(aim: Aim, kind: Kind): Kind {
  switch (aim) {
    case 'understand':
      return 'frame'
    case 'check':
      return 'check'
    case 'another':
      return 'branch'
    case 'close':
      return 'conclude'
    case 'work':
      return kind === 'plan' ? 'derive' : kind
  }
}

/** `p`, `s` or `t` and where it begins: at most one step of a level begins at an offset, however it grows. */
function idOf(level: Level, from: number): StepId {
  return `${level === 'statement' ? 't' : level.charAt(0)}${from}` as StepId
}
