import type { Step } from '../src/core/step.ts'
import { at, hasChildren, type Marks, type Outline } from './outline.ts'

/** A reviewer's moves from step to step. */
export const stepMoves = [
  'next',
  'previous',
  'into',
  'outOf',
  'nextOfKind',
  'previousOfKind',
  'nextRevision',
  'previousRevision',
] as const
export type StepMove = (typeof stepMoves)[number]

/**
 * The index of the step a move leads to, from the step at `from` (−1: none is chosen); `undefined` where it leads
 * nowhere. Next and previous stay at their level and pass over what is inside, as a debugger does. What the marks hide
 * is passed over.
 */
export function stepTo(
  move: StepMove,
  tree: Outline,
  marks: Marks | undefined,
  from: number,
): number | undefined {
  const { steps, depth, end, parent } = tree
  const here = steps[from]
  const isLevel = (index: number) => steps[index]?.level === (here?.level ?? 'step')
  const isLike = (index: number) => isLevel(index) && steps[index]?.kind === here?.kind
  const revises = (index: number) => isRevision(tree, index)
  switch (move) {
    case 'next':
      return after(here ? at(end, from) : 0, isLevel)
    case 'previous': {
      const deepest = here?.level === 'step' ? at(depth, from) : Infinity
      return before((index) => isLevel(index) && at(depth, index) <= deepest)
    }
    case 'into':
      return here ? inside() : after(0, isLevel)
    case 'outOf':
      return before((index) => index === at(parent, from))
    case 'nextOfKind':
      return here && after(from + 1, isLike)
    case 'previousOfKind':
      return before(isLike)
    case 'nextRevision':
      return after(from + 1, revises)
    case 'previousRevision':
      return before(revises)
  }

  /** Steps before statements: a step's own statements are all in its text. */
  function inside() {
    if (!hasChildren(tree, from)) return undefined
    const isIn = (index: number) => index < at(end, from) && at(parent, index) === from
    return after(from + 1, (index) => isIn(index) && steps[index]?.level === 'step') ?? after(from + 1, isIn)
  }

  function after(first: number, fits: (index: number) => boolean) {
    for (let index = first; index < steps.length; index++)
      if (marks?.[index] !== 0 && fits(index)) return index
    return undefined
  }

  function before(fits: (index: number) => boolean) {
    for (let index = from - 1; index >= 0; index--) if (marks?.[index] !== 0 && fits(index)) return index
    return undefined
  }
}

/** Those above a step, outermost first. */
export function pathTo({ parent }: Outline, index: number): readonly number[] {
  const path: number[] = []
  for (let above = at(parent, index); above >= 0; above = at(parent, above)) path.unshift(above)
  return path
}

/** A step that goes back on another; a statement only where its step does not say so already. */
function isRevision({ steps, parent }: Outline, index: number): boolean {
  const step = steps[index]
  if (!step || step.level === 'phase' || !revises(step)) return false
  const holder = steps[at(parent, index)]
  return step.level === 'step' || !holder || !revises(holder)
}

function revises({ kind, revises }: Step): boolean {
  return kind === 'revise' || revises !== undefined
}
