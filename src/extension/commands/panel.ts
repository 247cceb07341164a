import type { Panel } from '../panel/panel.ts'
import type { Turns } from '../turns.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly panel: Panel
  readonly turns: Turns
}

export function panelCommands({ panel, turns }: Needs): readonly Command[] {
  return [
    { id: 'thinktree.showPanel', run: () => panel.focus() },
    { id: 'thinktree.stop', run: () => turns.stopNewest() },
  ]
}
