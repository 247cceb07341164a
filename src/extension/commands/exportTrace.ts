import { basename, dirname, extname } from 'node:path'
import { l10n, Uri, window, workspace } from 'vscode'
import type { DataFormat } from '../../export/data.ts'
import { messageOf } from '../../base/messageOf.ts'
import type { Example } from '../../export/example.ts'
import { datasetInfoName, filesOf } from '../../export/files.ts'
import { dataFormats } from '../../export/formats.ts'
import { tracesJson } from '../../export/json.ts'
import { tracesMarkdown } from '../../export/markdown.ts'
import { tracesPage } from '../../export/page.ts'
import { planExport, textOfRows, type Choice, type Plan } from '../../export/plan.ts'
import { withoutSecrets } from '../../export/secrets.ts'
import type { TurnId, TurnView } from '../../protocol/webview.ts'
import { examplesIn, tracesInFile, tracesInPanel, type Exported } from '../exporting/traces.ts'
import { previewPage } from '../exporting/words.ts'
import { textIn } from '../files.ts'
import type { Reviews } from '../judging/reviewFiles.ts'
import type { TurnSource } from '../keeping/fileTurns.ts'
import type { Report } from '../report.ts'
import type { Whereabouts } from '../whereabouts.ts'
import type { Command } from './command.ts'

interface Needs {
  /** The file whose tree has the keyboard. */
  readonly activeFile: () => Uri | undefined
  readonly currentTurn: () => TurnId | null
  readonly turn: (id: TurnId) => TurnView | undefined
  /** Where a turn stands in its file, if it is kept. */
  readonly sourceOf: (turn: TurnId) => TurnSource | undefined
  /** The code that a turn is about. */
  readonly placeOf: Whereabouts['placeOf']
  /** What reviewers say of the trace at a path. */
  readonly reviews: (path: string) => Promise<Reviews>
  /** The folders of the history, where nobody looks for what was exported. */
  readonly kept: () => readonly string[]
  readonly showText: (title: string, text: string) => Promise<void>
  readonly report: Report
}

/**
 * Makes a page or training data of a trace. From the explorer's menu it is what is selected there; else the file in front,
 * or the conversation in the panel. Nothing is written before a place is chosen.
 */
export function exportTrace(needs: Needs): Command {
  const { activeFile, currentTurn, kept, showText, report } = needs
  return { id: 'thinktree.exportTrace', run }

  /** `expected`: what is right where a trace does not say it. */
  async function run(file?: unknown, selected?: unknown, expected?: unknown): Promise<void> {
    const traces = await tracesOf(file, selected)
    if (!traces) return
    if (traces.length === 0) return report.notice(l10n.t('Open a trace first, or ask a question.'))
    const form = await chooseForm()
    const wishes = form && (await chooseWishes(form))
    if (!form || !wishes) return
    const examples = examplesIn(traces, wishes.redact ? withoutSecrets : (text) => text)
    if (form.kind === 'page') {
      const { ending, make } = form.page
      return writeFiles(traces, ending, async (uri) => [{ uri, text: make(examples) }])
    }
    const choice = {
      ...wishes,
      validation: 0,
      separator: '\n',
      ...(typeof expected === 'string' && expected !== '' && { expected }),
    } satisfies Choice
    await writeData(form.format, examples, choice, traces)
  }

  /** Undefined where one of them cannot be exported, which was said then. */
  async function tracesOf(file: unknown, selected: unknown): Promise<readonly Exported[] | undefined> {
    const uris = Array.isArray(selected)
      ? selected.filter((each) => each instanceof Uri)
      : file instanceof Uri
        ? [file]
        : inFront()
    const id = currentTurn()
    const shown = uris.length > 0 || id === null ? undefined : await tracesInPanel(id, needs)
    const found: Exported[] = []
    for (const each of shown ? [shown] : await Promise.all(uris.map(tracesInFile))) {
      if ('unreadable' in each) {
        report.notice(l10n.t('{0} has reviews that cannot be read.', each.unreadable))
        return undefined
      }
      found.push(each)
    }
    return found
  }

  function inFront(): readonly Uri[] {
    const document = window.activeTextEditor?.document
    const uri = activeFile() ?? (document?.languageId === 'think' ? document.uri : undefined)
    return uri ? [uri] : []
  }

  async function writeData(
    format: DataFormat,
    examples: readonly Example[],
    choice: Choice,
    traces: readonly Exported[],
  ) {
    const plan = planExport(format, examples, choice)
    const sample = textOfRows(plan.training.slice(0, 1), 'jsonl').trim()
    const shown = sample.length > longest ? `${sample.slice(0, longest)}…` : sample
    await showText(l10n.t('Export'), previewPage(plan, shown))
    if (plan.training.length === 0)
      return report.notice(l10n.t('There is nothing to export: the preview says why.'))
    await writeFiles(traces, format.file, (place) => filesAt(plan, place))
  }

  /** Undefined where there is something that cannot be added to, which was said then. */
  async function filesAt(plan: Plan, place: Uri): Promise<readonly Written[] | undefined> {
    const folder = place.with({ path: dirname(place.path) })
    const base = basename(place.path, extname(place.path))
    const files = filesOf(plan, base, await textIn(Uri.joinPath(folder, datasetInfoName)))
    if (files) return files.map(({ name, text }) => ({ uri: Uri.joinPath(folder, name), text }))
    report.notice(l10n.t('{0} is not as LLaMA-Factory has it; nothing was written.', datasetInfoName))
    return undefined
  }

  /** Writes to a place that is chosen; where nothing can be written, another can be. */
  async function writeFiles(
    traces: readonly Exported[],
    ending: string,
    at: (place: Uri) => Promise<readonly Written[] | undefined>,
  ): Promise<void> {
    const place = await choosePlace(traces, ending)
    const files = place && (await at(place))
    if (!files) return
    const name = basename(place.path)
    try {
      for (const { uri, text } of files) await workspace.fs.writeFile(uri, new TextEncoder().encode(text))
    } catch (error) {
      const message = l10n.t('{0} cannot be written: {1}', name, messageOf(error))
      return report.problem(message, l10n.t('Choose Another Place…'), () => writeFiles(traces, ending, at))
    }
    report.done(l10n.t('{0} is written.', name), l10n.t('Open'), () => window.showTextDocument(place))
  }

  async function choosePlace(traces: readonly Exported[], ending: string): Promise<Uri | undefined> {
    const [first] = traces
    const at = first?.uri
    const own = at && at.scheme !== 'untitled' && !kept().includes(dirname(at.fsPath))
    const name = traces.length === 1 ? basename(first?.source ?? '', '.think') : 'traces'
    const folder = own
      ? at.with({ path: dirname(at.path) })
      : (first?.folder ?? workspace.workspaceFolders?.[0]?.uri)
    return window.showSaveDialog({
      title: l10n.t('Export Trace'),
      ...(folder && { defaultUri: Uri.joinPath(folder, `${name}.${ending}`) }),
      filters: { [ending.toUpperCase()]: [ending] },
    })
  }
}

/** So much of a row is shown beforehand. */
const longest = 4000

interface Written {
  readonly uri: Uri
  readonly text: string
}

interface PageForm {
  readonly ending: string
  readonly make: (examples: readonly Example[]) => string
}

type Form =
  | { readonly kind: 'page'; readonly page: PageForm }
  | { readonly kind: 'data'; readonly format: DataFormat }

async function chooseForm(): Promise<Form | undefined> {
  const page = (ending: string, make: PageForm['make']): Form => ({ kind: 'page', page: { ending, make } })
  const pages = [
    {
      label: 'HTML',
      detail: l10n.t('A page that needs nothing else: to read, print, send'),
      form: page('html', tracesPage),
    },
    { label: 'Markdown', detail: l10n.t('Steps, thinking and answer'), form: page('md', tracesMarkdown) },
    {
      label: 'JSON',
      detail: l10n.t('All that is known of it, for programs'),
      form: page('json', tracesJson),
    },
  ]
  const data = dataFormats.map((format) => ({
    label: format.name,
    detail: l10n.t('Training data for {0}', format.summary),
    form: { kind: 'data', format } satisfies Form,
  }))
  const chosen = await window.showQuickPick<{ label: string; detail: string; form: Form }>(
    [...pages, ...data],
    {
      title: l10n.t('Export Trace'),
      placeHolder: l10n.t('As what'),
      matchOnDetail: true,
    },
  )
  return chosen?.form
}

type Wishes = Pick<Choice, 'redact' | 'onlyReviewed' | 'unfinished'>

async function chooseWishes({ kind }: Form): Promise<Wishes | undefined> {
  const redact = {
    label: l10n.t('Take out what looks like a secret, and names of home folders'),
    picked: true,
  }
  const onlyReviewed = { label: l10n.t('Only what reviewers have accepted') }
  const unfinished = { label: l10n.t('Also what was cut off, stopped or failed') }
  const chosen = await window.showQuickPick(kind === 'page' ? [redact] : [redact, onlyReviewed, unfinished], {
    title: l10n.t('Export Trace'),
    placeHolder: l10n.t('What else'),
    canPickMany: true,
  })
  if (!chosen) return undefined
  const labels = chosen.map(({ label }) => label)
  return {
    redact: labels.includes(redact.label),
    onlyReviewed: labels.includes(onlyReviewed.label),
    unfinished: labels.includes(unfinished.label),
  }
}
