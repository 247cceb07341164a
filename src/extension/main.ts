import { dirname, join } from 'node:path'
import { commands, l10n, Uri, window, workspace, type ExtensionContext } from 'vscode'
import { Disposables } from '../base/disposables.ts'
import type { Steering } from '../core/steering.ts'
import type { StepId } from '../core/step.ts'
import type { Selected, TurnId } from '../protocol/webview.ts'
import { createActOn } from './actions.ts'
import { openAsking } from './asking/open.ts'
import { registerCodeActions } from './codeActions.ts'
import { showAround } from './around.ts'
import { allCommands } from './commands/all.ts'
import { registerCommands } from './commands/command.ts'
import { runCommands } from './commands/runs.ts'
import { Catalog, tracesIn } from './runs/catalog.ts'
import { createRunsView, type RunsView } from './runs/view.ts'
import { compareWays } from './commands/compareTraces.ts'
import { Comparisons, type Side } from './comparing/comparisons.ts'
import { steerWith } from './commands/steering.ts'
import { Current } from './current.ts'
import { createCodeBlocks } from './editor/codeBlocks.ts'
import { Highlight } from './editor/highlight.ts'
import { LastEditor } from './editor/lastEditor.ts'
import { createInFront } from './inFront.ts'
import { showJudgingInText } from './judging/inText.ts'
import { JudgingHost } from './judging/judging.ts'
import { createQueue } from './judging/queue.ts'
import { createReviewer } from './judging/reviewer.ts'
import { ReviewFiles } from './judging/reviewFiles.ts'
import { createThinkTexts } from './judging/thinkTexts.ts'
import { startLanguageServer } from './language/client.ts'
import { Journal, type JournalNeeds } from './keeping/journal.ts'
import { createKeeper } from './keeping/keeper.ts'
import { cannotKeep, createPlaces } from './keeping/places.ts'
import { Store } from './keeping/store.ts'
import { panelType } from './panel/panel.ts'
import { Panels } from './panel/panels.ts'
import { SamplesPages } from './sampling/samplesPages.ts'
import { createRecognising } from './recognising.ts'
import { say } from './say.ts'
import { openServices } from './services.ts'
import { Live } from './live.ts'
import { mainWayOf, makeMain, wayName } from './mainWay.ts'
import { createSteer } from './steering.ts'
import { createStepsView, type StepsView } from './steps/view.ts'
import { Texts } from './texts.ts'
import { TraceEditors } from './traceEditor/editors.ts'
import { createOnward } from './traceEditor/onward.ts'
import { decodeApart } from './inside/decode.ts'
import { Insides, type KeptAt } from './inside/insides.ts'
import { Turns } from './turns.ts'

/** Builds everything and passes it on; nothing is read or sent before a command is run. */
export function activate(context: ExtensionContext): void {
  const { subscriptions, extensionUri, storageUri, globalStorageUri } = context
  const life = new Disposables()
  subscriptions.push(life)

  const services = openServices(context, life)
  const { settings, log, report, continuing, writer } = services

  const current = life.add(new Current())
  const highlight = life.add(new Highlight())
  const texts = life.add(new Texts())
  const turns = life.add(new Turns())
  const live = new Live()
  const parts = openAsking({
    ...services,
    turns,
    live,
    showText: (title, text) => texts.show(title, text),
    isJudged: (turn) => judging.isJudged(turn),
  })
  const { questions, previews, asking } = parts
  const { recognise, limit, recogniseAll, profileOf } = createRecognising({ ...services, turns })
  const steer = createSteer({ ...services, ...parts, turns, live, profileOf })
  life.add(continuing.onFound(recogniseAll))
  life.add(
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('thinktree') && recogniseAll()),
  )
  const placeOf = (turn: TurnId) => questions.placeOf(turn) ?? editors.placeOf(turn) ?? keeper.placeOf(turn)
  const storage = storageUri ?? globalStorageUri
  const store = new Store(storage.fsPath, (message) => log.warn(message))
  const places = createPlaces(storage, settings)
  const catalog = new Catalog({ folders: places.all, cache: join(storage.fsPath, 'catalog.json') })
  const journalNeeds: JournalNeeds = {
    writer,
    folder: places.folder,
    failed: (error, path) =>
      report.problem(cannotKeep(error, dirname(path)), l10n.t('Change Folder'), () =>
        commands.executeCommand('workbench.action.openSettings', 'thinktree.history'),
      ),
    written: () => runsView.refresh('later'),
  }
  const keeper = life.add(
    createKeeper({
      ...journalNeeds,
      store,
      turns,
      questions,
      recognise,
      limit,
      shop: Uri.joinPath(extensionUri, 'samples', 'shop'),
    }),
  )
  const insides: Insides = life.add(
    new Insides({
      writer,
      turns,
      keptAt,
      nameOf: (turn) => editors.nameOf(turn),
      decode: (heard, card) => decodeApart(context.asAbsolutePath('dist/decodeWorker.cjs'), heard, card),
      warn: (message) => log.warn(message),
      say,
    }),
  )
  const reviewFiles = life.add(new ReviewFiles(writer))
  const reviewer = createReviewer(() => settings().reviewer)
  const sourceOf = (turn: TurnId) => editors.sourceOf(turn) ?? keeper.sourceOf(turn)
  const judging = life.add(
    new JudgingHost({ turns, files: reviewFiles, sourceOf, reviewer, notice: report.notice }),
  )
  const pageNeeds = {
    insides,
    extension: extensionUri,
    turns,
    current,
    highlight,
    codeBlocks: createCodeBlocks({
      lastEditor: life.add(new LastEditor()),
      textAt: (path, text) => texts.at(path, text),
      notice: report.notice,
    }),
    placeOf,
    followUp: (turn: TurnId, question: string) => asking.followUp(turn, question),
    showRequest: (turn: TurnId) => previews.showRequest(turn),
    preview: (turn: TurnId, question: string) => previews.previewFollowUp(turn, question),
    begin: (by: 'sample' | 'endpoint') =>
      commands.executeCommand(by === 'sample' ? 'thinktree.trySample' : 'thinktree.addEndpoint'),
    act: createActOn({ ...services, asking, steer }),
    steer: (turn: TurnId, steering: Steering) => steerWith(steer, turn, steering),
    makeMain: (turn: TurnId) => makeMain(turns, turn),
    async compareWays(turn: TurnId) {
      const of = turns.head(turn)?.branch?.of
      const show = (left: Side, right: Side) => comparisons.show(left, right)
      if (of)
        await compareWays(
          { keptAt, show, nameOf: (way) => wayName(turns, way), notice: report.notice },
          turn,
          of,
        )
    },
    judging,
    nextUnjudged: (turn: TurnId, step: StepId | null) => queue.next(turn, step),
    stepsVisible: () => stepsView.visible(),
    unexpected: report.unexpected,
  }
  const panels = life.add(new Panels({ ...pageNeeds, keeper }))
  const onward = createOnward({
    turns,
    keep: (path) => keeper.open(path),
    show: (ofFile, at) => panels.open(ofFile, at),
    steer,
    write: (turn) => panels.write(turn),
    notice: report.notice,
  })
  const editors: TraceEditors = life.add(
    new TraceEditors({
      ...pageNeeds,
      onward: (file, index) => onward.turnOf(file, index),
      limit,
      scrolls: () => settings().scrollTogether,
      notice: report.notice,
    }),
  )
  const inFront = createInFront({ current, editors, keeper })
  const choose = (step: Selected) => {
    current.select(step, 'steps')
    if (!editors.choose(step)) panels.choose(step)
  }
  const queue = createQueue({
    turns,
    judging,
    files: reviewFiles,
    sourceOf,
    reviewer,
    runs: () => catalog.list(),
    open: (path) => keeper.open(path),
    beside: (path) => tracesIn(dirname(path)),
    openFile: (path) => editors.open(Uri.file(path)),
    show: (ofRun, at) => panels.open(ofRun, at),
    choose,
    notice: report.notice,
  })
  const thinkTexts = createThinkTexts()
  const inText = life.add(
    showJudgingInText({
      texts: thinkTexts,
      judging,
      files: reviewFiles,
      notice: report.notice,
      unexpected: report.unexpected,
    }),
  )
  const stepsView: StepsView = life.add(
    createStepsView({
      turns,
      current,
      choose: (step) => editors.choose(step) || panels.tell(step),
      recall: () => panels.recall(),
      unexpected: report.unexpected,
    }),
  )
  const runsView: RunsView = life.add(
    createRunsView({ catalog, folders: places.all, unexpected: report.unexpected }),
  )
  const comparisons = life.add(
    new Comparisons({
      extension: extensionUri,
      openTree: (uri, turn) => editors.open(uri, turn),
      notice: report.notice,
      unexpected: report.unexpected,
    }),
  )
  const samplesPages = life.add(
    new SamplesPages({
      extension: extensionUri,
      openTree: (uri, turn) => editors.open(uri, turn),
      compare: (left, right) => comparisons.show(left, right),
      unexpected: report.unexpected,
    }),
  )
  const runs = runCommands({
    compare: (left, right) => comparisons.show(left, right),
    catalog,
    keeper,
    writer,
    report,
    show: (ofRun, at) => panels.open(ofRun, at && mainWayOf(turns, at)),
    stop: (ofRun) => ofRun.map((turn) => turns.stop(turn)),
    changed: () => runsView.refresh('now'),
    mostBytes: () => settings().historySize,
  })
  life.add(turns.listen({ ended: () => void runs.checkRoom().catch(report.unexpected) }))
  life.add(showAround({ ...pageNeeds, ...services, panels }))
  life.add(
    window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: (panel, state: unknown) => panels.restore(panel, state),
    }),
  )
  life.add(registerCodeActions())
  life.add(
    startLanguageServer({
      context,
      log,
      kept: places.all,
      keeps: async () => (await catalog.list()).length > 0,
      unexpected: report.unexpected,
    }),
  )
  const commandList = allCommands({
    ...services,
    ...parts,
    extension: extensionUri,
    life,
    steer,
    onward,
    turns,
    current,
    inFront,
    panels,
    editors,
    comparisons,
    samplesPages,
    texts,
    thinkTexts,
    correct: inText.correct,
    judging,
    queue,
    catalog,
    reviewFiles,
    journal: life.add(new Journal(journalNeeds)),
    folder: places.folder,
    insides,
    keptAt,
  })
  life.add(registerCommands([...commandList, ...inText.commands, ...runs.list], report.unexpected))

  function keptAt(turn: TurnId): KeptAt | undefined {
    return editors.keptAt(turn) ?? keeper.keptAt(turn)
  }
}
