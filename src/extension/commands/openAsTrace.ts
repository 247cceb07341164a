import { l10n, Uri, window } from 'vscode'
import type { Listed, Listing } from '../../import/listing.ts'
import { formWords, problemWords } from '../importing/words.ts'
import { contentOf, readSource, type Opened } from '../importing/read.ts'
import { chooseSource, ofEditor, ofFile, type Source } from '../importing/source.ts'
import type { Report } from '../report.ts'
import type { Command } from './command.ts'

interface Needs {
  /** Opens a new document as a tree. */
  readonly open: (content: Opened, name: string) => Promise<void>
  readonly showText: (title: string, text: string) => Promise<void>
  readonly report: Report
}

/**
 * Opens what people have as a trace. From the explorer's menu it is the file; from an editor's, what is selected or all
 * of it; from the palette it asks.
 */
export function openAsTrace({ open, showText, report }: Needs): Command {
  return { id: 'thinktree.openAsTrace', run }

  async function run(file?: unknown, selected?: unknown): Promise<void> {
    const source = await sourceOf(file, selected)
    const reading = source && (await readSource(source).catch(unreadable(source)))
    if (!reading) return
    const { found, problems } = reading
    if (problems[0]?.kind === 'empty') return report.notice(l10n.t('{0} is empty.', source.name))
    if (found.length === 0) return tell(source, reading, undefined)
    const index = found.length === 1 ? 0 : await choose(found, source)
    const chosen = index === undefined ? undefined : found[index]
    if (!chosen || index === undefined) return
    await open(await contentOf(source, chosen, index), nameOf(source, chosen, found.length))
    tell(source, reading, chosen)
  }

  /** A file may be gone, or a folder, or not ours to read. */
  function unreadable({ name }: Source) {
    return (error: unknown): undefined => {
      if (!(error instanceof Error && 'code' in error)) throw error
      report.notice(l10n.t('{0} cannot be read: {1}', name, error.message))
    }
  }

  /** What it was read as, and what could not be read. */
  function tell(source: Source, { problems, problemCount }: Listing, chosen: Listed | undefined) {
    // That what is there was read is no word for where nothing was.
    const first = problems.find(({ kind }) => chosen !== undefined || kind !== 'cut') ?? problems[0]
    const lines = () =>
      showText(
        l10n.t('Not read in {0}', source.name),
        problems.map((problem) => l10n.t('Line {0}: {1}', problem.line, problemWords(problem))).join('\n\n'),
      )
    const form = chosen && l10n.t('Read as {0}.', formWords(chosen.form))
    if (!first) return void (form && window.setStatusBarMessage(`ThinkTree: ${form}`, said))
    const sentence = l10n.t('Line {0}: {1}', first.line, problemWords(first))
    const whole = [
      form,
      problemCount > 1 ? l10n.t('{0} (and {1} more)', sentence, problemCount - 1) : sentence,
    ]
    report.partly(whole.filter((each) => each !== undefined).join(' '), problemCount > 1 ? lines : undefined)
  }
}

/** How long (milliseconds) the status bar says what a source was read as. */
const said = 8000

async function sourceOf(file: unknown, selected: unknown): Promise<Source | undefined> {
  if (!(file instanceof Uri)) return chooseSource()
  const editor = window.activeTextEditor
  // The explorer's menu names all that is selected in it, an editor's does not.
  const fromEditor = !Array.isArray(selected) && editor?.document.uri.toString() === file.toString()
  return fromEditor ? ofEditor(editor) : ofFile(file)
}

async function choose(found: readonly Listed[], source: Source): Promise<number | undefined> {
  const items = found.map(({ title, line, turns, model }, index) => ({
    label: title || l10n.t('Conversation {0}', index + 1),
    description: [model, turns > 1 ? l10n.t('{0} questions', turns) : '', l10n.t('line {0}', line)]
      .filter((part) => part !== '')
      .join(' · '),
    index,
  }))
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('{0} conversations in {1}', found.length, source.name),
    placeHolder: l10n.t('Which one to open'),
    matchOnDescription: true,
  })
  return chosen?.index
}

function nameOf({ name }: Source, { line }: Listed, count: number): string {
  const stem = name.replace(/\.[^.]*$/, '') || name
  return count > 1 ? `${stem}-${line}` : stem
}
