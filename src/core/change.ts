import type { Step } from './step.ts'

/** What happened to a growing text: all but the first `keep` units is replaced by `text`. */
export interface TextChange {
  readonly keep: number
  readonly text: string
}

/** What happened to the steps (document order: a parent before its children). */
export interface StepsChange {
  /** Of the old list, the first `keep` stay in place, but for those in `patched`. */
  readonly keep: number
  /** New values of kept steps, found by id. */
  readonly patched: readonly Step[]
  /** What now follows the kept ones. */
  readonly added: readonly Step[]
}

export function applyText(old: string, { keep, text }: TextChange): string {
  return keep === old.length ? old + text : old.slice(0, keep) + text
}

/** Untouched steps stay the same objects. */
export function applySteps(steps: readonly Step[], { keep, patched, added }: StepsChange): readonly Step[] {
  const kept = steps.slice(0, keep)
  if (patched.length > 0) {
    const byId = new Map(patched.map((step) => [step.id, step]))
    // Patched steps lie on the open path, so they are found from the end.
    for (let index = kept.length - 1; index >= 0 && byId.size > 0; index--) {
      const old = kept[index]
      const now = old && byId.get(old.id)
      if (now && byId.delete(now.id)) kept[index] = now
    }
  }
  return added.length > 0 ? kept.concat(added) : kept
}
