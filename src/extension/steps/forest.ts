import type { Step, StepId } from '../../core/step.ts'
import type { Selected } from '../../protocol/webview.ts'

/**
 * The steps of a trace, to be looked up by their place in the tree. Nodes stay the same objects while it grows. A
 * statement that is alone in its step is not a row of its own.
 */
export interface Forest {
  /** Takes the steps as they are now, and tells which nodes to draw anew with all below them; `all` from the top. */
  readonly take: (turn: Selected['turn'] | null, steps: readonly Step[]) => readonly Selected[] | 'all'
  readonly children: (node: Selected | null) => readonly Selected[]
  readonly parent: (node: Selected) => Selected | undefined
  /** The row of a step, or the one that it is in. */
  readonly node: (id: StepId) => Selected | undefined
  readonly step: (node: Selected) => Step | undefined
  /** Its place among all steps. */
  readonly index: (node: Selected) => number
}

export function createForest(): Forest {
  let turn: Selected['turn'] | null = null
  let steps: readonly Step[] = []
  let nodes = new Map<StepId, Selected>()
  let places = new Map<StepId, number>()
  let below = new Map<StepId | null, Selected[]>()
  return {
    take,
    children: (node) => below.get(node?.step ?? null) ?? [],
    parent(node) {
      const parent = step(node)?.parent ?? null
      return parent === null ? undefined : nodes.get(parent)
    },
    node: rowOf,
    step,
    index,
  }

  function index(node: Selected): number {
    return node.turn === turn ? (places.get(node.step) ?? -1) : -1
  }

  function step(node: Selected): Step | undefined {
    return steps[index(node)]
  }

  function rowOf(id: StepId): Selected | undefined {
    const parent = steps[places.get(id) ?? -1]?.parent
    if (parent === undefined) return undefined
    const isRow = below.get(parent)?.some(({ step: row }) => row === id)
    return isRow || parent === null ? nodes.get(id) : rowOf(parent)
  }

  function take(next: Selected['turn'] | null, now: readonly Step[]): readonly Selected[] | 'all' {
    const before = steps
    const same = next === turn
    if (!same) nodes = new Map()
    turn = next
    steps = now
    link()
    if (!same) return 'all'
    const changed = new Set<StepId>()
    for (let at = 0; at < Math.max(now.length, before.length); at++) {
      const [old, fresh] = [before[at], now[at]]
      if (old === fresh) continue
      if (fresh && old?.id === fresh.id) {
        changed.add(fresh.id)
        continue
      }
      for (const { parent } of [old, fresh].filter((one) => one !== undefined)) {
        if (parent === null) return 'all'
        changed.add(parent)
      }
    }
    return topmost(changed)
  }

  function link() {
    places = new Map()
    below = new Map()
    for (const [at, { id, parent }] of steps.entries()) {
      const node = nodes.get(id) ?? (turn === null ? undefined : { turn, step: id })
      if (!node) continue
      nodes.set(id, node)
      places.set(id, at)
      const beside = below.get(parent)
      if (beside) beside.push(node)
      else below.set(parent, [node])
    }
    for (const [parent, [only, ...others]] of below)
      if (parent !== null && only && others.length === 0 && step(only)?.level === 'statement')
        below.delete(parent)
  }

  /** Without those that are drawn anew with one above them. */
  function topmost(changed: ReadonlySet<StepId>): readonly Selected[] {
    return [...changed].flatMap((id) => {
      const node = rowOf(id)
      const at = places.get(id)
      let above = at === undefined ? null : (steps[at]?.parent ?? null)
      for (; above !== null; above = steps[places.get(above) ?? -1]?.parent ?? null)
        if (changed.has(above)) return []
      return node && at !== undefined ? [node] : []
    })
  }
}
