import type { Move } from '../../protocol/webview.ts'
import type { Current } from '../current.ts'
import type { Panels } from '../panel/panels.ts'
import type { OpenTrees } from '../traceEditor/openTrees.ts'
import type { Turns } from '../turns.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly panels: Panels
  readonly trees: OpenTrees
  readonly turns: Turns
  readonly current: Current
}

/** What VS Code's keys move in the panel that has the keyboard. */
const moves: Readonly<Record<Move, Command['id']>> = {
  next: 'thinktree.nextStep',
  previous: 'thinktree.previousStep',
  into: 'thinktree.intoStep',
  outOf: 'thinktree.outOfStep',
  nextOfKind: 'thinktree.nextOfKind',
  previousOfKind: 'thinktree.previousOfKind',
  nextRevision: 'thinktree.nextRevision',
  previousRevision: 'thinktree.previousRevision',
  back: 'thinktree.backStep',
  play: 'thinktree.play',
  search: 'thinktree.searchSteps',
  answerLine: 'thinktree.answerLine',
  follow: 'thinktree.follow',
  help: 'thinktree.help',
}

export function panelCommands({ panels, trees, turns, current }: Needs): readonly Command[] {
  return [
    { id: 'thinktree.showPanel', run: () => panels.focus() },
    { id: 'thinktree.newPanel', run: () => panels.openNew() },
    { id: 'thinktree.openPanel', run: () => panels.openOwn(current.turn) },
    { id: 'thinktree.stop', run: stop },
    { id: 'thinktree.pause', run: stop },
    ...Object.entries(moves).map(([move, id]) => ({ id, run: () => go(move as Move) })),
  ]

  function go(move: Move) {
    panels.move(move)
    trees.move(move)
  }

  /** What one looks at, if it runs; else what was asked last. */
  function stop() {
    const { turn } = current
    if (turn !== null && turns.running.includes(turn)) turns.stop(turn)
    else turns.stopNewest()
  }
}
