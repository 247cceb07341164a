import { titleAt } from '../../src/core/titles.ts'
import { treeOf } from '../../src/core/tree.ts'

/** Phases, steps and statements, one a line, as deep as they lie; statements without their own title. */
export function outline(reasoning: string): string {
  const steps = treeOf(reasoning)
  const depths = new Map<string, number>()
  return steps
    .map(({ id, parent, level, kind }, index) => {
      const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1
      depths.set(id, depth)
      return level === 'statement'
        ? ''
        : `${'  '.repeat(depth)}${level} ${kind}: ${titleAt(steps, index, reasoning)}\n`
    })
    .join('')
}

/** The phases, by why they opened and what they say first. */
export function phases(reasoning: string): readonly string[] {
  return treeOf(reasoning)
    .filter(({ level }) => level === 'phase')
    .map(({ span, why }) => `${why}: ${reasoning.slice(span.from, span.from + 24)}`)
}
