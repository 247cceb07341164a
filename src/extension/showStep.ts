import type { Selected } from '../protocol/webview.ts'
import type { By, Current } from './current.ts'
import type { Panels } from './panel/panels.ts'
import type { OpenTrees } from './traceEditor/openTrees.ts'

interface Needs {
  readonly current: Current
  readonly trees: OpenTrees
  readonly panels: Panels
}

/** Shows a step that was chosen outside of any page: in the tree of its file, else in its panel, which opens. */
export type ShowStep = (step: Selected, by: By) => void

export function createShowStep({ current, trees, panels }: Needs): ShowStep {
  return function showStep(step, by) {
    current.select(step, by)
    if (!trees.choose(step)) panels.choose(step)
  }
}
