import { applySteps } from './change.ts'
import { sameCourse, type Checkpoint } from './checkpoint.ts'
import type { LineState } from './line.ts'
import { sight } from './segmenter.ts'
import type { Step, StepId, StepSeed } from './step.ts'
import { advance, start } from './text.ts'
import { createTree, type Left, type Resumable, type Tree } from './tree.ts'

/** The tree of a text that is edited. */
export interface EditedTree {
  readonly text: string
  /** `[from, to)` becomes `text`. The tree follows with `work`. */
  edit(from: number, to: number, text: string): void
  /** Goes on until the tree follows, or as soon as `due`; says whether it follows. */
  work(due: () => boolean): boolean
  /**
   * Where an edit met the old course again, what follows was taken over. Long thoughts weigh a few decisions by their
   * length: this makes the tree anew from the whole text, with `work`.
   */
  refresh(): void
  /** While the tree does not follow yet, what comes after the edits is as it was before. */
  readonly steps: readonly Step[]
}

/** What is known of a text: its seeds, and where one could have begun. */
interface Course {
  readonly seeds: readonly StepSeed[]
  readonly marks: readonly Checkpoint[]
  readonly left: readonly Left[]
}

interface Run {
  readonly tree: Tree
  readonly begun: Course
  readonly marks: Checkpoint[]
  /** So much of the text is pushed. */
  front: number
  now: Resumable | undefined
  met: Meeting | undefined
  /** The course before the edits, in places of the text as it is now; what of it may be met again stands from `valid` on. */
  readonly old: (Course & { readonly valid: number }) | undefined
}

interface Meeting {
  readonly here: Checkpoint
  readonly there: Checkpoint
  readonly seeds: StepSeed[]
  readonly left: readonly Left[]
}

const nothing: Course = { seeds: [], marks: [], left: [] }
/** One could begin anew about every so many units. */
const spacing = 2048
const piece = 1024

/** `initial` is read with `work`, as after an edit. */
export function createEditedTree(initial: string): EditedTree {
  let text = initial
  let course = nothing // of the text, or of what it was before the edits
  let run: Run | undefined = begin(nothing, undefined, undefined)
  let follows = false // `course` is of the text
  let shown: readonly Step[] | undefined

  return {
    get text() {
      return text
    },
    edit,
    work,
    refresh() {
      if (follows) run = begin(nothing, undefined, undefined)
    },
    get steps() {
      return (shown ??= build())
    },
  }

  function edit(from: number, to: number, added: string) {
    const before = follows ? course : run && soFar(run)
    const old = follows ? course : run?.old
    const valid = follows ? 0 : (run?.old?.valid ?? 0)
    text = text.slice(0, from) + added + text.slice(to)
    shown = undefined
    follows = false
    const by = added.length - (to - from)
    const at = before?.marks.findLast((mark) => mark.opening.from + sight <= from)
    const moved = old && {
      ...moveCourse(old, from, to, by),
      valid: Math.max(valid > to ? valid + by : valid, from + added.length),
    }
    run = begin(before ?? nothing, at, moved)
  }

  function begin(before: Course, at: Checkpoint | undefined, old: Run['old']): Run {
    const settled = at?.settled ?? 0
    const begun: Course = {
      seeds: standing(before, settled),
      marks: before.marks.filter((mark) => mark.settled <= settled),
      left: before.left.filter((each) => each.at <= settled),
    }
    const byPlace = new Map(
      old?.marks.filter(({ opening }) => opening.from >= old.valid).map((mark) => [mark.opening.from, mark]),
    )
    let marked = at?.opening.from ?? 0
    const tree = createTree({
      at,
      seeds: begun.seeds,
      settled(now) {
        fresh.now = now
        const to = now.to()
        if (fresh.met || (to < marked + spacing && !byPlace.has(to))) return
        const here = now.checkpoint()
        if (!here) return
        const there = byPlace.get(to)
        if (there && old && sameCourse(here, now.seeds, there, old.seeds))
          fresh.met = { here, there, seeds: now.seeds.slice(0, here.settled), left: now.left.slice() }
        if (to < marked + spacing) return
        marked = to
        fresh.marks.push(here)
      },
    })
    const fresh: Run = {
      tree,
      begun,
      marks: [],
      front: at?.opening.from ?? 0,
      now: undefined,
      met: undefined,
      old,
    }
    return fresh
  }

  function work(due: () => boolean): boolean {
    for (; run;) {
      if (run.front < text.length) {
        run.tree.push(text.slice(run.front, run.front + piece))
        run.front += piece
      }
      if (run.met && run.old) finish(joined(run, run.met, run.old))
      else if (run.front >= text.length) {
        run.tree.end()
        finish(soFar(run))
      } else if (due()) break
    }
    return follows
  }

  function finish(done: Course) {
    course = done
    follows = true
    run = undefined
    shown = undefined
  }

  function build(): readonly Step[] {
    if (!follows && run && !run.now && run.begun.seeds.length === 0) work(() => run?.now !== undefined)
    const seeds = follows || !run ? course.seeds : provisional(run)
    return applySteps([], { keep: 0, added: seeds, abandoned: [], to: advance(start, text.length) })
  }

  /** What is settled, then what stood behind it before. */
  function provisional(of: Run): readonly StepSeed[] {
    const { seeds } = soFar(of)
    const to = of.now?.to() ?? of.begun.marks.at(-1)?.opening.from ?? 0
    const from = Math.max(to, of.old?.valid ?? to)
    return [...seeds, ...(of.old?.seeds.filter((seed) => seed.from >= from) ?? [])]
  }
}

function soFar({ begun, marks, now }: Run): Course {
  return {
    seeds: now?.seeds.slice() ?? begun.seeds,
    marks: [...begun.marks, ...marks],
    left: [...begun.left, ...(now?.left ?? [])],
  }
}

/** The first seeds, abandoned only where they were when no more were settled. */
function standing({ seeds, left }: Course, settled: number): readonly StepSeed[] {
  const kept = seeds.slice(0, settled)
  for (const later of left) if (later.at > settled) mark(kept, later, false)
  for (const earlier of left) if (earlier.at <= settled) mark(kept, earlier, true)
  return kept
}

function mark(seeds: StepSeed[], { from, to }: Pick<Left, 'from' | 'to'>, abandoned: boolean) {
  for (let index = from; index < Math.min(to, seeds.length); index++) {
    const seed = seeds[index]
    if (!seed || seed.level === 'statement' || (seed.abandoned === true) === abandoned) continue
    const { abandoned: _, ...rest } = seed
    seeds[index] = abandoned ? { ...rest, abandoned } : rest
  }
}

/** The new course up to the meeting, then the old one. */
function joined({ begun, marks }: Run, { here, there, seeds, left }: Meeting, old: Course): Course {
  const by = here.settled - there.settled
  const places = Object.values(here.line.at)
  const met = new Map(Object.values(there.line.at).map((index, which) => [index, places[which] ?? -1]))
  const indexOf = (index: number) => (index >= there.settled ? index + by : (met.get(index) ?? -1))
  const later = old.left
    .filter(({ at }) => at > there.settled)
    .map(({ from, to, at }) => ({ from: indexOf(from), to: to + by, at: at + by }))
  for (const each of later) if (each.from >= 0) mark(seeds, each, true)
  const counted = here.count - there.count
  const ofCode = here.ofCode - there.ofCode
  return {
    seeds: seeds.concat(old.seeds.slice(there.settled)),
    marks: [
      ...begun.marks,
      ...marks.filter((each) => each.settled <= here.settled),
      ...old.marks
        .filter((each) => each.settled > there.settled)
        .map((each) => ({
          ...each,
          settled: each.settled + by,
          count: each.count + counted,
          ofCode: each.ofCode + ofCode,
          line: movedLine(each.line, indexOf),
        })),
    ],
    left: [...begun.left, ...left.filter(({ at }) => at <= here.settled), ...later],
  }
}

/** The same with each index of a seed changed. */
function movedLine(line: LineState, indexOf: (index: number) => number): LineState {
  const { at } = line
  return {
    ...line,
    at: {
      lead: indexOf(at.lead),
      whole: indexOf(at.whole),
      held: indexOf(at.held),
      paragraphBefore: indexOf(at.paragraphBefore),
      paragraphOpener: indexOf(at.paragraphOpener),
      previous: indexOf(at.previous),
      ground: indexOf(at.ground),
      concluded: indexOf(at.concluded),
      beforeFirst: indexOf(at.beforeFirst),
      way: indexOf(at.way),
    },
  }
}

/**
 * The same course after an edit: `[from, to)` has become longer `by` so much. Its seeds are nobody else's, and those behind
 * the edit are moved where they are: to make thousands anew at each key costs more than all else.
 */
function moveCourse({ seeds, marks, left }: Course, from: number, to: number, by: number): Course {
  if (by === 0) return { seeds, marks, left }
  const moved = (at: number) => (at >= to ? at + by : Math.min(at, from))
  const movedId = (id: StepId) => `${id.charAt(0)}${moved(Number(id.slice(1)))}` as StepId
  for (let index = seeds.length - 1; index >= 0; index--) {
    const seed: Movable | undefined = seeds[index]
    if (!seed || seed.from < to) break
    seed.from = advance(seed.from, by)
    if (seed.on !== undefined) seed.on = movedId(seed.on)
    if (seed.revises !== undefined) seed.revises = movedId(seed.revises)
  }
  return {
    seeds,
    marks: marks.map((mark) =>
      mark.opening.from < to
        ? mark
        : {
            ...mark,
            opening: { ...mark.opening, from: mark.opening.from + by },
            path: { ...mark.path, from: moved(mark.path.from), step: moved(mark.path.step) },
            paragraph: moved(mark.paragraph),
          },
    ),
    left,
  }
}

type Movable = { -readonly [Key in keyof StepSeed]: StepSeed[Key] }
