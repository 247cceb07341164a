import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode'
import { grouped } from '../../base/grouped.ts'
import { inMarkdown, plainText } from '../../base/plainText.ts'
import type { Run, RunMark } from './catalog.ts'
import { titled } from '../titled.ts'
import { openedAtFirst } from './opened.ts'

/** A row of the history: a group of runs, or one of them. */
export type Row = Group | Run

export interface Group {
  readonly group: string
  readonly runs: readonly Run[]
  /** Whether its runs are seen at first. */
  readonly open: boolean
}

/** Those that are pinned, then one group for each day. */
export function groupsOf(runs: readonly Run[], now: number): readonly Group[] {
  const pinned = runs.filter((run) => run.pinned)
  const others = runs.filter((run) => !run.pinned)
  const days = grouped(others, ({ asked }) => dayName(asked, now))
  const named = [...days].map(([group, of]) => ({ group, runs: of }))
  const groups = pinned.length > 0 ? [{ group: l10n.t('Pinned'), runs: pinned }, ...named] : named
  const open = openedAtFirst(groups.map(({ runs: of }) => of.length))
  return groups.map((group, index) => ({ ...group, open: open[index] ?? false }))
}

export function groupItem({ group, runs, open }: Group): TreeItem {
  const item = new TreeItem(
    group,
    open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
  )
  item.id = group
  item.description = String(runs.length)
  return item
}

export function runItem(run: Run): TreeItem {
  const title = labelOf(run)
  const item = new TreeItem(title, TreeItemCollapsibleState.None)
  const time = new Date(run.asked).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  item.id = run.path
  item.description = descriptionOf(run, time)
  item.iconPath = iconOf(run.state)
  item.contextValue = run.pinned ? 'run pinned' : 'run'
  item.command = { command: 'thinktree.openRun', title: l10n.t('Open'), arguments: [run] }
  item.accessibilityInformation = { label: `${title}, ${item.description}`, role: 'treeitem' }
  return item
}

/** Its title; of a question without one, what it is about first: many ask the same of other code. */
export function labelOf({ title, question, subject }: Run): string {
  return plainText(title === question ? titled(question, subject) : title)
}

/** When it was asked, by what model, and how it ended where that is not well; what is not known is left out. */
export function descriptionOf({ model, state }: Run, time: string): string {
  const parts = [time, plainText(model), state === 'done' ? '' : markWord(state)]
  return parts.filter((part) => part !== '').join(' · ')
}

/** The text is people's and models': nothing in it is a command. */
export function runTooltip(run: Run): MarkdownString {
  const lines = [
    `**${inMarkdown(run.title)}**`,
    ...(run.question !== run.title && run.question !== '' ? [inMarkdown(run.question.slice(0, 500))] : []),
    inMarkdown([run.subject, run.model, markWord(run.state)].filter((part) => part !== '').join(' · ')),
    inMarkdown(new Date(run.asked).toLocaleString()),
  ]
  return new MarkdownString(lines.join('\n\n'))
}

function markWord(mark: RunMark): string {
  switch (mark) {
    case 'running':
      return l10n.t('running')
    case 'interrupted':
      return l10n.t('interrupted')
    case 'done':
      return l10n.t('done')
    case 'stopped':
      return l10n.t('stopped')
    case 'incomplete':
      return l10n.t('incomplete')
    case 'failed':
      return l10n.t('failed')
  }
}

const icons: Readonly<Record<RunMark, ThemeIcon>> = {
  running: new ThemeIcon('loading~spin'),
  interrupted: new ThemeIcon('debug-disconnect', new ThemeColor('list.warningForeground')),
  done: new ThemeIcon('pass'),
  stopped: new ThemeIcon('circle-slash'),
  incomplete: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  failed: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
}

export function iconOf(mark: RunMark): ThemeIcon {
  return icons[mark]
}

function dayName(time: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000)
  if (days === 0) return l10n.t('Today')
  if (days === 1) return l10n.t('Yesterday')
  const date = new Date(time)
  const year = date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const }
  return date.toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long', ...year })
}

function startOfDay(time: number): number {
  const date = new Date(time)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
