import { basename } from 'node:path'
import { l10n, Uri, window, type QuickPickItem } from 'vscode'
import type { Profile } from '../../endpoint/profile.ts'
import { tooLongFor } from '../../endpoint/tooLong.ts'
import { expectedOf } from '../../export/example.ts'
import { readDocument } from '../../traces/document.ts'
import type { Gate } from '../access.ts'
import { askQuestion } from '../asking/askQuestion.ts'
import type { Permission } from '../asking/permission.ts'
import type { Previews } from '../asking/previews.ts'
import type { PromptOf } from '../asking/prompting.ts'
import { gather } from '../context/gather.ts'
import { selectionSubject } from '../context/subject.ts'
import type { LastEditor } from '../editor/lastEditor.ts'
import type { Endpoints } from '../endpoints.ts'
import { textIn } from '../files.ts'
import type { QuestionHistory } from '../history.ts'
import type { Insides } from '../inside/insides.ts'
import type { TraceFolders } from '../keeping/traceFolders.ts'
import type { Journal } from '../keeping/journal.ts'
import type { Report } from '../report.ts'
import type { SampleGroup } from '../sampling/samplesPages.ts'
import { say } from '../say.ts'
import { startSampling, type Asked } from '../sampling/samplingRun.ts'
import type { Totals } from '../totals.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly permission: Permission
  readonly previews: Previews
  readonly promptOf: PromptOf
  readonly endpoints: Endpoints
  readonly gate: Gate
  readonly history: QuestionHistory
  readonly lastEditor: Pick<LastEditor, 'inUse'>
  readonly totals: Totals
  /** Where conversations are kept. */
  readonly folder: TraceFolders['current']
  readonly journal: Journal
  readonly insides: Pick<Insides, 'keep'>
  readonly show: (title: string, group: SampleGroup) => void
  readonly report: Report
}

/** Several answers to one question: asked for, or of files. */
export function samplingCommands(needs: Needs): readonly Command[] {
  const { permission, previews, promptOf, endpoints, gate, history, totals, folder, journal } = needs
  const { insides, lastEditor, show, report } = needs
  return [
    { id: 'thinktree.askTimes', run: askTimes },
    { id: 'thinktree.showSamples', run: showSamples },
  ]

  async function askTimes(): Promise<void> {
    if (!permission.possible(askTimes)) return
    const gathered = gatherOpen()
    const text = await askQuestion({
      title: l10n.t('Ask N Times about'),
      about: gathered.then((code) => (code ? previews.describe(code) : l10n.t('nothing'))),
      history,
      preview: async (typed) =>
        previews.preview({ text: typed, gathered: (await gathered) ?? null, follows: null }),
      unexpected: report.unexpected,
    })
    if (text === undefined) return
    const profiles = await chooseProfiles()
    const times = profiles && (await chooseTimes(profiles.length))
    if (!profiles || times === undefined) return
    const question = { text, gathered: (await gathered) ?? null, follows: null }
    if (!(await permission.allowed(question))) return
    const ready: Asked[] = []
    for (const profile of profiles) {
      const gated = await gate(profile)
      if ('failure' in gated) return report.failure(gated.failure, { endpoint: profile.name })
      const prompt = promptOf(question, profile)
      const tooLong = tooLongFor(profile, prompt.promptTokens, say)
      if (tooLong) return report.failure(tooLong)
      ready.push({ access: gated.access, prompt })
    }
    await history.add(text)
    const { group, over } = startSampling({
      question: text,
      gathered: question.gathered,
      asked: ready.flatMap((each) => Array.from({ length: times }, () => each)),
      folder: () => folder(question.gathered?.place.file),
      totals,
      journal,
      insides,
    })
    show(l10n.t('Samples'), group)
    for (const { failure, endpoint } of await over) report.failure(failure, { endpoint })
  }

  async function gatherOpen() {
    const editor = lastEditor.inUse()
    return editor && gather(await selectionSubject(editor))
  }

  /** The one in use, unless there are several to choose from. */
  async function chooseProfiles(): Promise<readonly Profile[] | undefined> {
    const current = endpoints.current()
    const others = endpoints.list().filter(({ name, problem }) => name !== current.name && !problem)
    const usable = [current, ...others].flatMap(({ profile }) => profile ?? [])
    if (usable.length < 2) return usable
    const items = usable.map((profile, index): QuickPickItem & { profile: Profile } => ({
      label: profile.name,
      description: profile.model,
      picked: index === 0,
      profile,
    }))
    const chosen = await window.showQuickPick(items, {
      title: l10n.t('Ask N Times'),
      placeHolder: l10n.t('Who is asked'),
      canPickMany: true,
    })
    return chosen && chosen.length > 0 ? chosen.map(({ profile }) => profile) : undefined
  }

  async function chooseTimes(endpointCount: number): Promise<number | undefined> {
    const numbers = endpointCount > 1 ? ['1', '2', '4', '8', '16'] : ['2', '4', '8', '16', '32']
    const chosen = await window.showQuickPick(numbers, {
      title: l10n.t('Ask N Times'),
      placeHolder: l10n.t('How many answers of each; four at once'),
    })
    return chosen === undefined ? undefined : Number(chosen)
  }

  /** Of `.think` files that are there: the last turn of each. */
  async function showSamples(_file?: unknown, files?: unknown): Promise<void> {
    const uris = Array.isArray(files) ? files.filter((each) => each instanceof Uri) : []
    if (uris.length < 2) return report.notice(l10n.t('Select two traces or more in the Explorer first.'))
    const items = await Promise.all(
      uris.map(async (uri) => {
        const turn = readDocument((await textIn(uri)) ?? '').turns.at(-1)
        const name = basename(uri.path, '.think')
        return { name, model: '', progress: 'queued' as const, uri, ...(turn && { turn }) }
      }),
    )
    show(l10n.t('Samples'), {
      question: items.find(({ turn }) => turn)?.turn?.head.question ?? '',
      expected: items.map(({ turn }) => turn && expectedOf(turn)).find((each) => each !== undefined) ?? '',
      items: () => items,
      listen: () => ({ dispose: () => {} }),
      stop: () => {},
    })
  }
}
