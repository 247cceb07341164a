import { dirname } from 'node:path'
import { l10n, Uri, window } from 'vscode'
import type { Disposables } from '../../base/disposables.ts'
import type { EditKind, TurnId } from '../../protocol/webview.ts'
import type { AskingParts } from '../asking/open.ts'
import type { Comparisons } from '../comparing/comparisons.ts'
import type { Current } from '../current.ts'
import type { createInFront } from '../inFront.ts'
import type { KeptAt } from '../inside/insides.ts'
import type { Insides } from '../inside/insides.ts'
import type { Corrections } from '../judging/corrections.ts'
import type { JudgingHost } from '../judging/judging.ts'
import type { Queue } from '../judging/queue.ts'
import { disagreementCsv, readAllReviews, reviewsPage } from '../judging/reports.ts'
import type { ReviewFiles } from '../judging/reviewFiles.ts'
import { textInFront, type ThinkTexts } from '../judging/thinkTexts.ts'
import { lasting } from '../lasting.ts'
import type { TraceFolders } from '../keeping/traceFolders.ts'
import type { Journal } from '../keeping/journal.ts'
import type { Panels } from '../panel/panels.ts'
import { tracesIn, type Catalog } from '../runs/catalog.ts'
import type { SamplesPages } from '../sampling/samplesPages.ts'
import type { Services } from '../services.ts'
import type { ShowStep } from '../showStep.ts'
import type { Steer } from '../steering.ts'
import type { Texts } from '../texts.ts'
import type { Onward } from '../traceEditor/onward.ts'
import type { OpenTrees } from '../traceEditor/openTrees.ts'
import { createSteerText } from '../traceEditor/steerText.ts'
import type { LastEditor } from '../editor/lastEditor.ts'
import type { Turns } from '../turns.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { addEndpoint } from './addEndpoint.ts'
import { askCommands } from './ask.ts'
import { chooseEndpoint } from './chooseEndpoint.ts'
import { chooseModel } from './chooseModel.ts'
import type { Command } from './command.ts'
import { compareTracesCommand } from './compareTraces.ts'
import { endpointCommands } from './endpoint.ts'
import { exportTrace } from './exportTrace.ts'
import { judgingCommands, openCsv } from './judging.ts'
import { openAsTrace } from './openAsTrace.ts'
import { openTraceCommands } from './openTrace.ts'
import { panelCommands } from './panel.ts'
import { samplingCommands } from './sampling.ts'
import { steerCommands } from './steering.ts'
import { showRewardCard } from './rewardCard.ts'
import { stepCommands } from './steps.ts'
import { testEndpoint } from './testEndpoint.ts'
import { trySample } from './trySample.ts'
import { verifyCode } from './verifyCode.ts'

interface Needs extends Services, AskingParts {
  readonly extension: Uri
  readonly life: Disposables
  readonly steer: Steer
  readonly onward: Onward
  readonly turns: Turns
  readonly current: Current
  readonly inFront: ReturnType<typeof createInFront>
  readonly showStep: ShowStep
  readonly panels: Panels
  readonly lastEditor: LastEditor
  readonly trees: OpenTrees
  /** Shows two traces side by side. */
  readonly compare: Comparisons['show']
  readonly samplesPages: SamplesPages
  readonly texts: Texts
  readonly thinkTexts: ThinkTexts
  readonly correct: Corrections['open']
  readonly judging: JudgingHost
  readonly queue: Queue
  readonly catalog: Catalog
  readonly reviewFiles: ReviewFiles
  readonly insides: Pick<Insides, 'imported' | 'keep'>
  /** For samples. */
  readonly journal: Journal
  /** Where conversations and samples are kept. */
  readonly folders: TraceFolders
  /** The file a turn is kept in. */
  readonly keptAt: (turn: TurnId) => KeptAt | undefined
  /** Where a turn stands in its file. */
  readonly sourceOf: Whereabouts['sourceOf']
  /** The code that a turn is about. */
  readonly placeOf: Whereabouts['placeOf']
}

/** What one can do with a question, a trace, its steps, its samples and the endpoints. */
export function allCommands(needs: Needs): readonly Command[] {
  const { extension, life, texts, thinkTexts, queue, catalog, reviewFiles } = needs
  const { report, keys, gate, endpoints, continuing, totals, history, log } = needs
  const { steer, onward, turns, current, inFront, panels, trees } = needs
  const { notice, unexpected } = report

  return [
    ...askCommands({
      ...needs,
      showPanel: () => panels.showLast(),
      noEditor: () => notice(l10n.t('Open a file and select some code first.')),
      noCode: () => notice(l10n.t('There is nothing here to explain: select some code first.')),
      unexpected,
    }),
    ...panelCommands(needs),
    ...steerCommands({
      steer: {
        goOn: (turn) => leading(turn, (kept) => steer.goOn(kept)),
        answerNow: (turn) => leading(turn, (kept) => steer.answerNow(kept)),
        branch: (turn, how, times) => leading(turn, (kept) => steer.branch(kept, how, times)),
      },
      inText: life.add(createSteerText({ texts: thinkTexts, onward, steer, notice, unexpected })),
      current,
      edit: askWords,
      notice,
    }),
    ...judgingCommands({
      current,
      judging: needs.judging,
      texts: thinkTexts,
      queue,
      edit: askWords,
      correct: needs.correct,
      showReviews: async () => {
        const all = await allReviews()
        if (all) await texts.preview(l10n.t('Reviews'), reviewsPage(all))
      },
      exportDisagreement: async () => {
        const all = await allReviews()
        if (all) await openCsv(disagreementCsv(all))
      },
      notice,
    }),
    ...stepCommands(needs),
    ...openTraceCommands({ trees, goOn: onward.goOn, notice }),
    compareTracesCommand({ inFront, show: needs.compare }),
    openAsTrace({
      open: (content, name) => {
        needs.insides.imported(content.inside)
        return trees.openText(content.text, name)
      },
      showText: (title, text) => texts.show(title, text),
      report,
    }),
    exportTrace({
      activeFile: () => trees.active(),
      currentTurn: () => current.turn,
      turn: (id) => turns.get(id),
      sourceOf: needs.sourceOf,
      placeOf: needs.placeOf,
      reviews: (path) => reviewFiles.read(path),
      kept: needs.folders.all,
      showText: (title, text) => texts.show(title, text),
      report,
    }),
    ...samplingCommands({
      ...needs,
      folder: needs.folders.current,
      show: (title, group) => needs.samplesPages.show(title, group),
    }),
    showRewardCard({ inFront, show: (title, text) => texts.preview(title, text), notice }),
    verifyCode({
      turnInText: () => {
        const text = textInFront()
        return text && thinkTexts.turnAt(text.document, text.offset)?.turn
      },
      currentTurn: () => current.turn,
      keptAt: needs.keptAt,
      openOutput: () => life.add(window.createOutputChannel(l10n.t('ThinkTree: Verification'))),
      report,
    }),
    addEndpoint({ endpoints, gate, keys, continuing, report }),
    testEndpoint({ endpoints, gate, continuing, report }),
    chooseEndpoint({ endpoints }),
    chooseModel({ endpoints, gate, report }),
    ...endpointCommands({
      endpoints,
      keys,
      history,
      log,
      report,
      showTotals: async () => texts.preview(l10n.t('Totals'), await totals.page()),
      privacy: Uri.joinPath(extension, 'docs', 'privacy.md'),
    }),
    trySample({ ...needs, folder: Uri.joinPath(extension, 'samples') }),
  ]

  /** A turn of a file is led another way in the file. */
  async function leading(turn: TurnId, lead: (kept: TurnId) => Promise<void>): Promise<void> {
    const kept = await onward.of(turn)
    if (kept) await lead(kept)
  }

  function askWords(kind: EditKind): void {
    panels.askWords(kind)
    trees.askWords(kind)
  }

  /** The reviews of the trace in front, of those in its folder, and of all that are kept or in the workspace. */
  function allReviews() {
    const front = inFront()?.uri
    return lasting(l10n.t('ThinkTree: Reading Reviews'), async (signal, tell) => {
      const beside = front?.scheme === 'file' ? await tracesIn(dirname(front.fsPath)) : []
      const kept = (await catalog.list()).map(({ path }) => path)
      const needs = { files: reviewFiles, isDone: queue.isDone }
      const others = [...beside, ...(await reviewFiles.inWorkspace())]
      return readAllReviews(kept, others, needs, signal, tell)
    })
  }
}
