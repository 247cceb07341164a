import { l10n, MarkdownString, TreeItem, TreeItemCollapsibleState } from 'vscode'
import { figuresOf } from '../../core/figures.ts'
import type { Step } from '../../core/step.ts'
import type { TurnValue } from '../../core/turn.ts'
import type { Selected } from '../../protocol/webview.ts'
import { inMarkdown } from '../../base/plainText.ts'
import { titleOfStep } from './title.ts'
import { kindIcon, kindWord } from './kinds.ts'

interface Place {
  readonly node: Selected
  readonly index: number
  readonly value: TurnValue
  readonly parent: boolean
}

/** More steps than this are not all opened. */
const mostOpen = 600

/** A row of the view of steps; its tooltip is made when it is asked for. */
export function stepItem({ node, index, value, parent }: Place): TreeItem | undefined {
  const step = value.steps[index]
  if (!step) return undefined
  const title = titleOfStep(value, index)
  const item = new TreeItem(title, stateOf(step, parent, value.steps.length))
  item.id = `${node.turn}/${node.step}`
  item.iconPath = kindIcon(step.kind, step.abandoned === true)
  item.description = descriptionOf(step, value)
  item.contextValue = 'step'
  item.accessibilityInformation = {
    label: `${kindWord(step.kind)}: ${title}, ${item.description}`,
    role: 'treeitem',
  }
  return item
}

/** Why the step is there, and figures of it. The text is the model's: nothing in it is a command. */
export function stepTooltip(step: Step, title: string, value: TurnValue): MarkdownString {
  const { tokens, estimated, seconds } = figuresOf(step.span, value)
  const number = `${estimated ? '~' : ''}${tokens.toLocaleString()}`
  const count = tokens === 1 ? l10n.t('{0} token', number) : l10n.t('{0} tokens', number)
  const time = seconds === undefined ? [] : [l10n.t('{0} s', seconds.toFixed(1))]
  const lines = [
    `**${inMarkdown(kindWord(step.kind))}** · ${inMarkdown(title)}`,
    inMarkdown(step.why),
    ...(step.abandoned ? [inMarkdown(l10n.t('A later step went another way.'))] : []),
    inMarkdown([count, ...time].join(' · ')),
  ]
  return new MarkdownString(lines.join('\n\n'))
}

/** Such as `120 · 1.4 s`. */
function descriptionOf(step: Step, value: TurnValue): string {
  const { tokens, seconds } = figuresOf(step.span, value)
  const parts = [
    tokens.toLocaleString(),
    ...(seconds === undefined ? [] : [l10n.t('{0} s', seconds.toFixed(1))]),
    ...(step.abandoned ? [l10n.t('abandoned')] : []),
  ]
  return parts.join(' · ')
}

function stateOf({ level }: Step, parent: boolean, count: number): TreeItemCollapsibleState {
  if (!parent) return TreeItemCollapsibleState.None
  return level === 'phase' && count <= mostOpen
    ? TreeItemCollapsibleState.Expanded
    : TreeItemCollapsibleState.Collapsed
}
