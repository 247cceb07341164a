import { Hover, l10n, languages, MarkdownString, type Disposable, type Uri } from 'vscode'
import type { StepId } from '../../core/step.ts'
import { kindWord } from '../steps/kinds.ts'
import { inMarkdown } from '../../base/plainText.ts'
import { commandLink } from './commandLink.ts'
import type { Mentions } from './mentions.ts'
import type { NamedStep } from './named.ts'

interface Needs {
  readonly mentions: Mentions
  readonly named: (steps: readonly StepId[]) => readonly NamedStep[]
  readonly wanted: () => boolean
}

/** More are behind one further link. */
const mostLinks = 5

/** Over a line that steps speak of: which ones, each a way to it. */
export function registerHover({ mentions, named, wanted }: Needs): Disposable {
  return languages.registerHoverProvider(
    { pattern: '**' },
    {
      provideHover: ({ uri }, { line }) => {
        const content = wanted() ? contentAt(uri, line) : undefined
        return content && new Hover(content)
      },
    },
  )

  function contentAt(uri: Uri, line: number): MarkdownString | undefined {
    const steps = mentions.of(uri)?.lines.get(line)
    const { turn } = mentions
    if (!steps || turn === null) return undefined
    const content = new MarkdownString()
    // No other command can be in it, whatever the model writes.
    content.isTrusted = { enabledCommands: ['thinktree.step.show', 'thinktree.step.pick'] }
    content.appendMarkdown(`**${inMarkdown(spokenOf(steps.length))}**`)
    const add = (link: string) => content.appendMarkdown(`\n\n${link}`)
    for (const { id, kind, title } of named(steps.slice(0, mostLinks)))
      add(commandLink(`${kindWord(kind)} · ${title}`, 'thinktree.step.show', [turn, id]))
    if (steps.length > mostLinks)
      add(
        commandLink(l10n.t('and {0} more…', steps.length - mostLinks), 'thinktree.step.pick', [turn, steps]),
      )
    return content
  }
}

function spokenOf(count: number): string {
  return count === 1 ? l10n.t('One step speaks of this line') : l10n.t('{0} steps speak of this line', count)
}
