import { matches, statementAt, weights } from './align.ts'
import { rising } from './rising.ts'
import type { Step, StepId, Thought } from './step.ts'

/** Two trees beside each other: each step of both is in one row, in the order of its own tree. */
export interface AlignedTrees {
  readonly rows: readonly AlignedRow[]
  /** The first row with a statement that only one of the two has: where they part. */
  readonly parting?: number
}

/** A step of both that says the same, or one that only one of them has here. */
export interface AlignedRow {
  /** Indexes into the steps of the two; at least one is there. */
  readonly left?: number
  readonly right?: number
  /** `changed`: its words or its kind, or something in it. */
  readonly mark: Mark
  /** Of a statement that only one has at this place: the row in which the other says the same. */
  readonly elsewhere?: number
}

export type Mark = 'same' | 'changed' | 'onlyLeft' | 'onlyRight'

/**
 * Lays two trees side by side. Statements are matched without crossing: those with the same words first, from what is
 * there once on both sides, then those that are alike. A step or phase stands beside the one in which the same match
 * comes first. Costs about what the texts are long.
 */
export function alignTrees(left: Thought, right: Thought): AlignedTrees {
  const pairs = matchInOrder(left, right)
  const all = [...pairs, ...headers(left.steps, right.steps, pairs)].sort(
    (one, other) => one.left - other.left,
  )
  const rows = rowsOf(left, right, all)
  const found = withElsewhere(rows, left, right)
  const parting = rows.findIndex(({ left: l, right: r }) => {
    const one = l === undefined ? right.steps[r ?? -1] : r === undefined ? left.steps[l] : undefined
    return one?.level === 'statement'
  })
  return { rows: found, ...(parting >= 0 && { parting }) }
}

interface Pair {
  readonly left: number
  readonly right: number
}

/** A statement as it is compared: white space between words says nothing. */
interface Said {
  readonly index: number
  readonly text: string
}

function textsOf(thought: Thought): readonly Said[] {
  return thought.steps.flatMap((step, index) =>
    step.level === 'statement' ? [{ index, text: textIn(thought, step) }] : [],
  )
}

function textIn({ reasoning }: Thought, { span: { from, to } }: Step): string {
  return reasoning.slice(from, to).replaceAll(/\s+/g, ' ').trim()
}

/** A stretch of both sides, between two matches. */
interface Gap {
  readonly a: readonly Said[]
  readonly b: readonly Said[]
}

/** In a gap of a gap of a gap, what is there once becomes rare; after so many, likeness decides. */
const deepest = 12

function matchInOrder(left: Thought, right: Thought): readonly Pair[] {
  const pairs: Pair[] = []
  const unlike: Gap[] = []
  let gaps: readonly Gap[] = [{ a: textsOf(left), b: textsOf(right) }]
  for (let depth = 0; gaps.length > 0; depth++) {
    const next: Gap[] = []
    for (const gap of gaps) {
      const inner = sameAtEnds(gap, pairs)
      if (inner.a.length === 0 || inner.b.length === 0) continue
      const anchors = depth < deepest ? sameOnce(inner) : []
      if (anchors.length > 0) next.push(...split(inner, anchors, pairs))
      else unlike.push(inner)
    }
    gaps = next
  }
  return [...pairs, ...alike(left, right, unlike)].sort((one, other) => one.left - other.left)
}

/** Matches what both begin and end with; gives what is between. */
function sameAtEnds({ a, b }: Gap, pairs: Pair[]): Gap {
  const take = (one: Said | undefined, other: Said | undefined) => {
    if (!one || one.text !== other?.text) return false
    pairs.push({ left: one.index, right: other.index })
    return true
  }
  let from = 0
  while (take(a[from], b[from])) from++
  let back = 0
  const most = Math.min(a.length, b.length) - from
  while (back < most && take(a[a.length - 1 - back], b[b.length - 1 - back])) back++
  return { a: a.slice(from, a.length - back), b: b.slice(from, b.length - back) }
}

/** Places in the two of texts that stand once in each, as many as follow one another in both. */
function sameOnce({ a, b }: Gap): readonly Pair[] {
  const [lefts, rights] = [onceIn(a), onceIn(b)]
  const found: Pair[] = []
  for (const [text, left] of lefts) {
    const right = rights.get(text)
    if (right !== undefined) found.push({ left, right })
  }
  return rising(
    found,
    ({ right }) => right,
    () => 1,
  )
}

function onceIn(list: readonly Said[]): ReadonlyMap<string, number> {
  const once = new Map<string, number>()
  const more = new Set<string>()
  for (const [at, { text }] of list.entries()) {
    if (more.has(text)) continue
    if (once.delete(text)) more.add(text)
    else once.set(text, at)
  }
  return once
}

function split({ a, b }: Gap, anchors: readonly Pair[], pairs: Pair[]): readonly Gap[] {
  const gaps: Gap[] = []
  let [fromA, fromB] = [0, 0]
  for (const { left, right } of anchors) {
    gaps.push({ a: a.slice(fromA, left), b: b.slice(fromB, right) })
    const [one, other] = [a[left], b[right]]
    if (one && other) pairs.push({ left: one.index, right: other.index })
    fromA = left + 1
    fromB = right + 1
  }
  gaps.push({ a: a.slice(fromA), b: b.slice(fromB) })
  return gaps
}

/** Those that are alike, of which the likest stay that follow one another in both. */
function alike(left: Thought, right: Thought, gaps: readonly Gap[]): readonly Pair[] {
  const worded = (thought: Thought, list: readonly Said[]) =>
    list.flatMap(({ index }) => statementAt(thought, index) ?? [])
  const stretches = gaps.map(({ a, b }) => [worded(left, a), worded(right, b)] as const)
  const weight = weights(stretches.flatMap(([a, b]) => [...a, ...b]))
  return stretches.flatMap(([a, b]) =>
    rising(
      matches(a, b, weight),
      (pair) => pair.right,
      ({ likeness }) => likeness,
    ),
  )
}

/** Phases and steps stand beside those in which the same match is the first. */
function headers(left: readonly Step[], right: readonly Step[], pairs: readonly Pair[]): readonly Pair[] {
  const lefts = holders(left, new Set(pairs.map((pair) => pair.left)))
  const rights = holders(right, new Set(pairs.map((pair) => pair.right)))
  return pairs.flatMap((pair) => {
    const [ones, others] = [lefts.get(pair.left) ?? [], rights.get(pair.right) ?? []]
    return (['phase', 'step'] as const).flatMap((level) => {
      const of = (steps: readonly Step[], list: readonly number[]) =>
        list.filter((index) => steps[index]?.level === level).toReversed()
      const partners = of(right, others)
      return of(left, ones).flatMap((index, at) => {
        const partner = partners[at]
        return partner === undefined ? [] : [{ left: index, right: partner }]
      })
    })
  })
}

/** By each of these statements, the phases and steps of which it is the first. */
function holders(
  steps: readonly Step[],
  matched: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, readonly number[]>()
  let open: number[] = []
  for (const [index, { level, span }] of steps.entries()) {
    if (level !== 'statement') open.push(index)
    else if (matched.has(index)) {
      found.set(
        index,
        open.filter((holder) => (steps[holder]?.span.to ?? 0) > span.from),
      )
      open = []
    }
  }
  return found
}

function rowsOf(left: Thought, right: Thought, pairs: readonly Pair[]): readonly AlignedRow[] {
  const rows: { left?: number; right?: number; mark: Mark }[] = []
  let [l, r] = [0, 0]
  const before = (pair: Pair) => {
    for (; l < pair.left; l++) rows.push({ left: l, mark: 'onlyLeft' })
    for (; r < pair.right; r++) rows.push({ right: r, mark: 'onlyRight' })
  }
  for (const pair of pairs) {
    before(pair)
    rows.push({ ...pair, mark: markOf(left, right, pair) })
    l++
    r++
  }
  before({ left: left.steps.length, right: right.steps.length })
  spread(rows, left.steps, right.steps)
  return rows
}

function markOf(left: Thought, right: Thought, pair: Pair): Mark {
  const [one, other] = [left.steps[pair.left], right.steps[pair.right]]
  if (!one || !other || one.kind !== other.kind) return 'changed'
  const said = one.level !== 'statement' || textIn(left, one) === textIn(right, other)
  return said && Boolean(one.abandoned) === Boolean(other.abandoned) ? 'same' : 'changed'
}

/** What is in a step that changed, came or went has changed the step. */
function spread(
  rows: { left?: number; right?: number; mark: Mark }[],
  left: readonly Step[],
  right: readonly Step[],
) {
  const changed = [new Set<StepId | null>(), new Set<StepId | null>()] as const
  for (const row of rows.toReversed()) {
    const one = left[row.left ?? -1]
    const other = right[row.right ?? -1]
    const touched = changed[0].has(one?.id ?? null) || changed[1].has(other?.id ?? null)
    if (row.mark === 'same' && touched) row.mark = 'changed'
    if (row.mark === 'same') continue
    if (one?.parent) changed[0].add(one.parent)
    if (other?.parent) changed[1].add(other.parent)
  }
}

/** Of fewer words it is no wonder that they stand elsewhere, too. */
const telling = 4

/** What only one has at its place, the other may say at another. */
function withElsewhere(rows: readonly AlignedRow[], left: Thought, right: Thought): readonly AlignedRow[] {
  const alone = (thought: Thought, side: 'left' | 'right') => {
    const own = rows.filter(({ left: l, right: r }) => l === undefined || r === undefined)
    const found = own.flatMap((row) => statementAt(thought, row[side] ?? -1) ?? [])
    return found.filter(({ words }) => words.size >= telling)
  }
  const [a, b] = [alone(left, 'left'), alone(right, 'right')]
  const pairs = matches(a, b, weights([...a, ...b]))
  const [toRight, toLeft] = [new Map<number, number>(), new Map<number, number>()]
  for (const pair of pairs) {
    toRight.set(pair.left, pair.right)
    toLeft.set(pair.right, pair.left)
  }
  const rowOf = { left: new Map<number, number>(), right: new Map<number, number>() }
  for (const [at, row] of rows.entries()) {
    if (row.left !== undefined) rowOf.left.set(row.left, at)
    if (row.right !== undefined) rowOf.right.set(row.right, at)
  }
  return rows.map((row) => {
    const elsewhere =
      row.mark === 'onlyLeft'
        ? rowOf.right.get(toRight.get(row.left ?? -1) ?? -1)
        : row.mark === 'onlyRight'
          ? rowOf.left.get(toLeft.get(row.right ?? -1) ?? -1)
          : undefined
    return elsewhere === undefined ? row : { ...row, elsewhere }
  })
}
