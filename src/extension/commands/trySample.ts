import { commands, FileType, l10n, Range, Uri, window, workspace, type QuickPickItem } from 'vscode'
import { createProfile } from '../../endpoint/profile.ts'
import { readDocument } from '../../traces/document.ts'
import { emptyHead, type Head } from '../../traces/head.ts'
import type { PromptOf } from '../asking/prompting.ts'
import type { Runner } from '../asking/runner.ts'
import { gather, type Gathered } from '../context/gather.ts'
import { reveal } from '../editor/places.ts'
import { play } from '../samples.ts'
import type { Settings } from '../settings.ts'
import type { Command } from './command.ts'

interface Needs {
  /** The folder of the samples that come with the extension. */
  readonly folder: Uri
  readonly promptOf: PromptOf
  readonly runner: Runner
  readonly settings: () => Settings
}

interface Sample {
  readonly head: Head
  readonly body: string
}

/** Plays one of our sample traces as if a model were writing it now: same splitter, tree and panel, no network. */
export function trySample({ folder, promptOf, runner, settings }: Needs): Command {
  return { id: 'thinktree.trySample', run }

  async function run(): Promise<void> {
    const sample = await choose(await readSamples(Uri.joinPath(folder, 'traces')))
    if (!sample) return
    const { head, body } = sample
    await keepGetStarted()
    const gathered = await gatherSample(head, Uri.joinPath(folder, 'shop'))
    const question = { text: head.question, gathered, follows: null }
    const profile = createProfile({ name: '', baseUrl: '', model: '' })
    await runner.begin(question, {
      model: head.model,
      endpoint: 'a sample, written by us',
      sample: true,
      split: profile.split,
      prompt: promptOf(question, profile),
      request: unsent,
      source: (signal) => play(body, settings().sampleSpeed, signal),
    })
  }
}

/** VS Code opens Get Started as a preview, which the code would take the place of; its next steps are still to come. */
async function keepGetStarted(): Promise<void> {
  const { activeTab } = window.tabGroups.activeTabGroup
  const isPage = activeTab?.input === undefined
  if (isPage && activeTab?.isPreview) await commands.executeCommand('workbench.action.keepEditor')
}

const unsent =
  '# A sample\n\nNothing was sent: this trace comes with ThinkTree and was written by its authors.\n'

async function choose(samples: readonly Sample[]): Promise<Sample | undefined> {
  const items = samples.map((sample): QuickPickItem & { readonly sample: Sample } => ({
    sample,
    label: sample.head.title || sample.head.question,
    detail: sample.head.question,
  }))
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Try a Sample'),
    placeHolder: l10n.t('Sample traces that we wrote, about a small shop that comes with ThinkTree'),
    matchOnDetail: true,
  })
  return chosen?.sample
}

async function readSamples(folder: Uri): Promise<readonly Sample[]> {
  const names = (await workspace.fs.readDirectory(folder))
    .filter(([name, type]) => type === FileType.File && name.endsWith('.think'))
    .map(([name]) => name)
    .sort()
  return Promise.all(names.map(async (name) => readSample(await readText(Uri.joinPath(folder, name)))))
}

function readSample(text: string): Sample {
  const [{ head, body } = { head: emptyHead, body: text }] = readDocument(text).turns
  return { head, body }
}

async function readText(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri))
}

/** Opens the code that a sample speaks of; its paths lead into the shop, whatever the workspace holds. */
async function gatherSample({ context: [asked] }: Head, shop: Uri): Promise<Gathered | null> {
  if (!asked) return null
  const uri = Uri.joinPath(shop, asked.path)
  const [first, last] = asked.lines ?? [1, 1]
  await reveal({ uri, first: first - 1, last: last - 1 }, 'takeFocus')
  const document = await workspace.openTextDocument(uri)
  const range = asked.lines && new Range(first - 1, 0, last - 1, document.lineAt(last - 1).text.length)
  const gathered = await gather({ document, ...(range && { range }) })
  const known = { ...gathered.place.known, paths: [asked.path] }
  return {
    context: { ...gathered.context, path: asked.path },
    place: { file: uri, root: shop, known },
  }
}
