import { kinds, type Kind, type Level, type Step, type StepId } from '../../../src/core/step.ts'
import { advance, start } from '../../../src/core/text.ts'

const levelsByDepth: readonly Level[] = ['phase', 'step', 'statement']

/**
 * Steps from an indented list, two blanks a level: `kind title`, or `step kind title` for a step in a step; `~` before
 * it says that it was abandoned. The id is the title; each leaf is ten units long.
 */
export function stepsOf(list: string): readonly Step[] {
  const lines = list.split('\n').filter((line) => line.trim() !== '')
  const margin = Math.min(...lines.map(indentOf))
  const steps: Step[] = []
  const open: Step[] = []
  let at = start
  for (const [index, line] of lines.entries()) {
    const depth = (indentOf(line) - margin) / 2
    const [, left, nested, word = '', title = ''] = /^(~)?(step )?(\w+) ?(.*)$/.exec(line.trim()) ?? []
    const kind: Kind = kinds.find((one) => one === word) ?? 'derive'
    open.length = depth
    const next = lines[index + 1]
    const leaf = next === undefined || indentOf(next) <= indentOf(line)
    const from = at
    if (leaf) at = advance(at, 10)
    const step: Step = {
      id: (title || word) as StepId,
      parent: open.at(-1)?.id ?? null,
      level: nested ? 'step' : (levelsByDepth[depth] ?? 'statement'),
      kind,
      span: { from, to: at },
      why: 'test',
      ...(left && { abandoned: true }),
    }
    steps.push(step)
    open.push(step)
  }
  return steps
}

export function id(title: string): StepId {
  return title as StepId
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
