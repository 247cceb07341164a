import { EventEmitter, window, type TreeDataProvider, type TreeItem } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import { newTurn, type TurnValue } from '../../core/turn.ts'
import type { Selected, TurnId } from '../../protocol/webview.ts'
import type { Current } from '../current.ts'
import type { Turns } from '../turns.ts'
import { createForest } from './forest.ts'
import { stepItem, stepTooltip } from './item.ts'
import { plainText } from '../../base/plainText.ts'
import { titleOfStep } from './title.ts'

interface Needs {
  readonly turns: Turns
  readonly current: Current
  /** A row was selected. */
  readonly choose: (step: Selected) => void
  /** The view is seen and nothing is there: what was asked before this window began may be. */
  readonly recall: () => Promise<void>
  readonly unexpected: (error: unknown) => void
}

/** While a trace grows, the rows are drawn anew this often (milliseconds). */
const drawEvery = 500

export interface StepsView extends Disposable {
  readonly visible: () => boolean
}

/** The steps of the current trace as a view in the Activity Bar. */
export function createStepsView({ turns, current, choose, recall, unexpected }: Needs): StepsView {
  const life = new Disposables()
  const forest = createForest()
  const changed = life.add(new EventEmitter<Selected | Selected[] | undefined>())
  let value: TurnValue = newTurn()
  let timer: ReturnType<typeof setTimeout> | undefined
  let picking: ReturnType<typeof setTimeout> | undefined
  const provider: TreeDataProvider<Selected> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => [...forest.children(node ?? null)],
    getParent: (node) => forest.parent(node),
    getTreeItem: (node) => itemOf(node),
    resolveTreeItem: (item, node) => withTooltip(item, node),
  }
  const view = life.add(
    window.createTreeView('thinktree.steps', { treeDataProvider: provider, showCollapseAll: true }),
  )
  life.add({ dispose: () => [timer, picking].map(clearTimeout) })
  life.add(view.onDidChangeVisibility(({ visible }) => visible && show()))
  life.add(view.onDidChangeSelection(({ selection: [node] }) => (node ? pick(node) : pickLater())))
  life.add(current.onTurn(draw))
  life.add(current.onSelect(({ by }) => by !== 'steps' && reveal()))
  life.add(
    turns.listen({
      grew: (turn) => grew(turn),
      ended: ({ head }) => head.id === current.turn && draw(),
      replaced: (turn) => grew(turn),
    }),
  )
  if (view.visible) show()
  return { visible: () => view.visible, dispose: () => life.dispose() }

  function show() {
    draw()
    if (current.turn === null) recall().catch(unexpected)
    else reveal()
  }

  function grew(turn: TurnId) {
    if (turn === current.turn) timer ??= setTimeout(draw, drawEvery)
  }

  function draw() {
    clearTimeout(timer)
    timer = undefined
    if (!view.visible) return
    const turn = current.turn === null ? undefined : turns.get(current.turn)
    value = turn?.value ?? newTurn()
    view.description = turn && plainText(turn.head.question)
    const fresh = forest.take(turn?.head.id ?? null, value.steps)
    if (fresh === 'all') changed.fire(undefined)
    else if (fresh.length > 0) changed.fire([...fresh])
  }

  function pick(node: Selected) {
    const { selected } = current
    if (node.turn === selected?.turn && node.step === selected.step) return
    current.select(node, 'steps')
    choose(node)
  }

  /** VS Code tells of no row where one is clicked that is just being drawn anew; it knows of it when that is done. */
  function pickLater() {
    clearTimeout(picking)
    picking = setTimeout(() => {
      const [node] = view.selection
      if (node) pick(node)
    }, drawEvery)
  }

  function reveal() {
    const { selected } = current
    if (!view.visible || !selected) return
    if (selected.turn === current.turn) draw()
    const node = forest.node(selected.step)
    if (node) view.reveal(node, { select: true, focus: false }).then(undefined, () => undefined) // it may be gone by now
  }

  function itemOf(node: Selected): TreeItem {
    const index = forest.index(node)
    return stepItem({ node, index, value, parent: forest.children(node).length > 0 }) ?? {}
  }

  function withTooltip(item: TreeItem, node: Selected): TreeItem {
    const step = forest.step(node)
    if (!step) return item
    item.tooltip = stepTooltip(step, titleOfStep(value, forest.index(node)), value)
    return item
  }
}
