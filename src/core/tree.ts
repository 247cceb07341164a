import { applySteps, type StepsChange } from './change.ts'
import type { Checkpoint, Path } from './checkpoint.ts'
import { isAboutCode } from './codeStep.ts'
import { createJudge, type Judgement } from './kinds.ts'
import { createLine, type Stretch } from './line.ts'
import type { Aim } from './phaseRule.ts'
import { leads, placeStatement, type Placement } from './placement.ts'
import { createSegmenter, sight } from './segmenter.ts'
import { isFirstItem, isNamed } from './series.ts'
import type { Statement } from './statement.ts'
import { idOf, type Kind, type Step, type StepId, type StepSeed } from './step.ts'
import { advance, start } from './text.ts'

export interface Tree {
  push(text: string): void
  /** The text is complete. Ending twice, or pushing after the end, does nothing. */
  end(): void
  /** All that changed since the last call, coalesced; costs what changed. */
  take(): StepsChange
  /** In document order, a parent before its children; the leaves tile the text. */
  steps(): readonly Step[]
}

/** Where a tree goes on that was made before, and who is told of its progress. */
export interface Resumed {
  readonly at?: Checkpoint | undefined
  /** What was settled there. */
  readonly seeds?: readonly StepSeed[]
  /** After each statement. */
  readonly settled?: (tree: Resumable) => void
}

export interface Resumable {
  readonly checkpoint: () => Checkpoint | undefined
  /** All that are settled. */
  readonly seeds: readonly StepSeed[]
  /** What is settled ends here. */
  readonly to: () => number
  /** In the order in which they were. */
  readonly left: readonly Left[]
}

/** A stretch that was abandoned when `at` seeds were settled. */
export interface Left extends Stretch {
  readonly at: number
}

/** The steps of a whole reasoning. */
export function treeOf(reasoning: string): readonly Step[] {
  const tree = createTree()
  tree.push(reasoning)
  tree.end()
  return tree.steps()
}

/**
 * The step tree of one turn's reasoning. At every moment it depends only on the text pushed so far, not on how it was
 * cut; only what the open statement opens may still change shape.
 */
export function createTree({ at, seeds: before = [], settled: progressed }: Resumed = {}): Tree {
  const segmenter = createSegmenter(settle, at?.opening)
  const judge = createJudge()
  const line = createLine(at?.line)

  /** What is settled, then what the open statement opens. */
  const seeds = before.slice(0, at?.settled ?? 0)
  let settled = seeds.length
  let path: Path = at?.path ?? { aim: undefined, from: 0, section: Infinity, step: 0, stack: [] } // of what is settled
  let last = at?.last
  let lastKind = at?.lastKind
  let count = at?.count ?? 0 // of settled statements
  let ofCode = at?.ofCode ?? 0 // so many of them speak of code
  let doubted = at?.doubted ?? false // a mistake was found since the phase opened
  let paragraph = at?.paragraph ?? 0 // where the last paragraph began
  let reviewed = 0 // how much of the open statement was judged
  let begun = false // whether its form was known then
  let ended = false
  let waiting = '' // pushed, and not cut into statements yet

  const left: Left[] = []
  const resumable: Resumable = {
    checkpoint,
    seeds,
    left,
    to: segmenter.from,
  }
  let told = 0 // so many of `seeds` the last `take` told, and they still stand
  let abandoned: StepId[] = [] // of these, since then

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
    },
    take() {
      look()
      const change = {
        keep: told,
        added: told < seeds.length ? seeds.slice(told) : none,
        abandoned,
        to: to(),
      }
      told = seeds.length
      if (abandoned.length > 0) abandoned = []
      return change
    },
    steps() {
      look()
      return applySteps([], { keep: 0, added: seeds, abandoned: [], to: to() })
    },
  }

  function to() {
    return advance(start, segmenter.length())
  }

  function look() {
    if (ended) return
    read()
    review()
  }

  function read() {
    if (waiting === '') return
    const text = waiting
    waiting = ''
    segmenter.push(text)
  }

  /** The open statement goes on with the open step until it is long enough to be judged by its first words, once. */
  function review() {
    const length = segmenter.length() - segmenter.from()
    if (length === 0) return
    const isLong = length >= firstWords + sight // what lies nearer may yet be of the next one
    const seen = !isLong && lastKind !== undefined ? 1 : Math.min(length, firstWords)
    if (seen === reviewed && begun === segmenter.begun() && seeds.length > settled) return
    forgetOpen()
    if (seen === 1 && lastKind !== undefined) goOn(lastKind)
    else place(segmenter.open(firstWords))
    reviewed = seen
    begun = segmenter.begun()
  }

  function goOn(kind: Kind) {
    const from = advance(start, segmenter.from())
    seeds.push({ level: 'statement', kind, from, depth: path.stack.length + 1, why: 'goes on, so far' })
  }

  function forgetOpen() {
    while (seeds.length > settled) seeds.pop()
    told = Math.min(told, settled)
  }

  function settle(statement: Statement) {
    forgetOpen()
    const { path: next, judged, opened, aboutCode } = place(statement)
    const fresh = next.from !== path.from
    path = next
    settled = seeds.length
    line.passed(judged, statement, settled - 1, opened, aboutCode)
    const behind = line.abandoned()
    if (behind) abandon(behind)
    const { form, gap, indent, marker, text } = statement
    if (gap === 'paragraph') paragraph = statement.from
    last = { form, gap, indent, marker, text: text.slice(-lastWords) }
    lastKind = judged.kind
    doubted = judged.setsBack || (doubted && !fresh)
    count++
    if (judged.ofCode) ofCode++
    reviewed = 0
    progressed?.(resumable)
  }

  function checkpoint(): Checkpoint | undefined {
    const opening = segmenter.opening()
    if (!opening) return undefined
    return { opening, settled, path, last, lastKind, count, ofCode, doubted, paragraph, line: line.state() }
  }

  /** Appends the statement and what it opens. Touches nothing that is settled. */
  function place(statement: Statement) {
    const judged = judge(statement, { index: count, last: lastKind })
    const { kind, why } = judged
    const aboutCode = isAboutCode(judged.ofCode ? ofCode + 1 : ofCode, count + 1)
    const placement = placeStatement(statement, judged, {
      aim: path.aim,
      section: path.section,
      stack: path.stack,
      last,
      lastKind,
      doubted,
      sinceParagraph: statement.from - paragraph,
      sincePhase: statement.from - path.from,
      sinceStep: statement.from - path.step,
      ofCode: aboutCode,
    })
    const from = advance(start, statement.from)
    const { phase } = placement
    const opened = placement.depth === undefined ? undefined : seeds.length
    const revises = kind === 'revise' ? line.revised(seeds) : undefined
    const on = line.basis(statement, judged, seeds)
    if (phase) seeds.push({ level: 'phase', kind: kindOf(phase.aim, kind), from, depth: 0, why: phase.why })
    const within = phase
      ? { aim: phase.aim, from, section: phase.section ?? path.section, step: from, stack: [] }
      : path
    const next = pathAfter(placement, judged, statement, within)
    const depth = next.stack.length
    if (opened !== undefined)
      seeds.push(seed({ level: 'step', kind, from, depth, why: placement.why }, undefined, revises))
    seeds.push(seed({ level: 'statement', kind, from, depth: depth + 1, why }, on, revises))
    return { path: next, judged, opened, aboutCode }
  }

  function abandon(stretch: Stretch) {
    if (progressed) left.push({ ...stretch, at: settled })
    for (let index = stretch.from; index < stretch.to; index++) {
      const seed = seeds[index]
      if (!seed || seed.level === 'statement') continue
      seeds[index] = { ...seed, abandoned: true }
      if (index < told) abandoned.push(idOf(seed))
    }
  }
}

const none: readonly StepSeed[] = []

function seed(bare: StepSeed, on: StepId | undefined, revises: StepId | undefined): StepSeed {
  if (on === undefined && revises === undefined) return bare
  return { ...bare, ...(on && { on }), ...(revises && { revises }) }
}

/** Of pushed text, as much as may wait for a look: to cut it in small pieces would cost more. */
const batch = 1024

/** As much of the end of the statement before is kept, in units. */
const lastWords = 500

/** As much of an open statement is judged, in units. Most statements are complete before they are that long. */
const firstWords = 96

/** A step opens, or the deepest open step now ends in an announcement, or no more. */
function pathAfter(
  { depth, stay, series, announces }: Placement,
  { kind, first }: Judgement,
  statement: Statement,
  path: Path,
): Path {
  const { aim, from, section, step } = path
  if (depth !== undefined) {
    const above = path.stack.slice(0, Math.min(stay, depth))
    const isFirst = isNamed(series) && isFirstItem(statement.text)
    above.push({ leads: leads(kind, statement.text), series, isFirst, announces, first })
    return { aim, from, section, step: statement.from, stack: above }
  }
  const stack = stay < path.stack.length ? path.stack.slice(0, stay) : path.stack
  const deepest = stack.at(-1)
  if (!deepest || deepest.announces === announces)
    return stack === path.stack ? path : { aim, from, section, step, stack }
  return { aim, from, section, step, stack: [...stack.slice(0, -1), { ...deepest, announces }] }
}

/** What work may be; what else it begins with is not what it is. */
const works: ReadonlySet<Kind> = new Set<Kind>(['derive', 'revise', 'branch'])

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
      if (kind === 'doubt') return 'revise'
      return works.has(kind) ? kind : 'derive'
  }
}
