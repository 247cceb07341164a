import type { Level, Step } from '../src/core/step.ts'

/** What the outline reads of the steps, by their index in document order. */
export interface Facts {
  readonly steps: readonly Step[]
  /** −1 at the top. */
  readonly parent: Int32Array
  /** See `levelCode`. */
  readonly level: Uint8Array
  /** 1 where the step goes back on another. */
  readonly revises: Uint8Array
  /** 1 where it states a result. */
  readonly concludes: Uint8Array
  /** 1 where it was abandoned itself. */
  readonly abandoned: Uint8Array
  /** Of its text. */
  readonly length: Int32Array
}

export const levelCode: Readonly<Record<Level, number>> = { phase: 0, step: 1, statement: 2 }

/**
 * Reads only steps that are others than `before`: to look at ten thousand objects for each message would cost more than all else that the
 * outline does. Relies on document order: what holds a step is the one before it, or holds that one too.
 */
export function readFacts(steps: readonly Step[], before?: Facts): Facts {
  const kept = Math.min(steps.length, before?.steps.length ?? 0)
  const copy = <T extends Int32Array | Uint8Array>(from: T | undefined, to: T): T => {
    if (from) to.set(from.subarray(0, kept))
    return to
  }
  const parent = copy(before?.parent, new Int32Array(steps.length))
  const level = copy(before?.level, new Uint8Array(steps.length))
  const revises = copy(before?.revises, new Uint8Array(steps.length))
  const concludes = copy(before?.concludes, new Uint8Array(steps.length))
  const abandoned = copy(before?.abandoned, new Uint8Array(steps.length))
  const length = copy(before?.length, new Int32Array(steps.length))
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index]
    if (!step || step === before?.steps[index]) continue
    let above = step.parent === null ? -1 : index - 1
    while (above >= 0 && steps[above]?.id !== step.parent) above = parent[above] ?? -1
    parent[index] = above
    level[index] = levelCode[step.level]
    revises[index] = step.revises === undefined ? 0 : 1
    concludes[index] = step.kind === 'conclude' ? 1 : 0
    abandoned[index] = step.abandoned ? 1 : 0
    length[index] = step.span.to - step.span.from
  }
  return { steps, parent, level, revises, concludes, abandoned, length }
}

/** The length of the longest step of each level. */
export function longestOf({ level, length }: Facts): Readonly<Record<Level, number>> {
  const longest = [0, 0, 0]
  for (let index = 0; index < level.length; index++) {
    const code = level[index] ?? 0
    const one = length[index] ?? 0
    if (one > (longest[code] ?? 0)) longest[code] = one
  }
  const [phase = 0, step = 0, statement = 0] = longest
  return { phase, step, statement }
}
