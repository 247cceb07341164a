import { dirname, join } from 'node:path'
import { commands, l10n, Uri, window, workspace, type ExtensionContext } from 'vscode'
import { dayOf } from '../base/day.ts'
import type { FailureAction } from '../base/failure.ts'
import { Disposables } from '../base/disposables.ts'
import type { Steering } from '../core/steering.ts'
import type { StepId } from '../core/step.ts'
import type { EditKind, Selected, TurnId } from '../protocol/webview.ts'
import { openGate } from './access.ts'
import { createActions } from './actions.ts'
import { createAsking } from './asking.ts'
import { registerCodeActions } from './codeActions.ts'
import { addEndpoint } from './commands/addEndpoint.ts'
import { askCommands } from './commands/ask.ts'
import { chooseEndpoint } from './commands/chooseEndpoint.ts'
import { chooseModel } from './commands/chooseModel.ts'
import { registerCommands } from './commands/command.ts'
import { judgingCommands, openCsv } from './commands/judging.ts'
import { runCommands } from './commands/runs.ts'
import { Catalog } from './runs/catalog.ts'
import { createRunsView, type RunsView } from './runs/view.ts'
import { compareTracesCommand, compareWays } from './commands/compareTraces.ts'
import { Comparisons, type Side } from './comparing/comparisons.ts'
import { endpointCommands } from './commands/endpoint.ts'
import { exportTrace } from './commands/exportTrace.ts'
import { openAsTrace } from './commands/openAsTrace.ts'
import { openTraceCommands } from './commands/openTrace.ts'
import { panelCommands } from './commands/panel.ts'
import { samplingCommands } from './commands/sampling.ts'
import { steerCommands, steerWith } from './commands/steering.ts'
import { stepCommands } from './commands/steps.ts'
import { testEndpoint } from './commands/testEndpoint.ts'
import { trySample } from './commands/trySample.ts'
import { verifyCode } from './commands/verifyCode.ts'
import { excludedBy } from './context/excluded.ts'
import { openContinuing } from './continuing.ts'
import { Current } from './current.ts'
import { createCodeBlocks } from './editor/codeBlocks.ts'
import { Highlight } from './editor/highlight.ts'
import { LastEditor } from './editor/lastEditor.ts'
import { createSpotlight } from './editor/spotlight.ts'
import { openEndpoints } from './endpoints.ts'
import { createInFront } from './inFront.ts'
import { openHistory } from './history.ts'
import { showJudgingInText } from './judging/inText.ts'
import { JudgingHost } from './judging/judging.ts'
import { createQueue } from './judging/queue.ts'
import { disagreementCsv, reviewRows, reviewsPage } from './judging/reports.ts'
import { createReviewer } from './judging/reviewer.ts'
import { ReviewFiles } from './judging/reviewFiles.ts'
import { createThinkTexts } from './judging/thinkTexts.ts'
import { openLedger } from './ledger.ts'
import { startLanguageServer } from './language/client.ts'
import { Journal, type JournalNeeds } from './keeping/journal.ts'
import { createKeeper } from './keeping/keeper.ts'
import { cannotKeep, createPlaces } from './keeping/places.ts'
import { Store } from './keeping/store.ts'
import { writerOf } from './keeping/writer.ts'
import { showMentions } from './mentions/inEditors.ts'
import { Mentions } from './mentions/mentions.ts'
import { panelType } from './panel/panel.ts'
import { Panels } from './panel/panels.ts'
import { createNotices } from './notices.ts'
import { createProgress } from './progress.ts'
import { createReport } from './report.ts'
import { tellRunning } from './runningContext.ts'
import { SamplesPages } from './sampling/samplesPages.ts'
import { openKeys } from './secrets.ts'
import { readSettings } from './settings.ts'
import { createStatus } from './status.ts'
import { Live } from './live.ts'
import { mainWayOf, makeMain, wayName } from './mainWay.ts'
import { createSteer } from './steering.ts'
import { createStepsView, type StepsView } from './steps/view.ts'
import { allowProposal, readTeamFile } from './teamFile.ts'
import { Texts } from './texts.ts'
import { TraceEditors } from './traceEditor/editors.ts'
import { createOnward } from './traceEditor/onward.ts'
import { createSteerText } from './traceEditor/steerText.ts'
import { decodeApart } from './inside/decode.ts'
import { Insides, type KeptAt } from './inside/insides.ts'
import { openTotals } from './totals.ts'
import { Turns } from './turns.ts'

/** Builds everything and passes it on; nothing is read or sent before a command is run. */
export function activate(context: ExtensionContext): void {
  const { subscriptions, extensionUri, secrets, globalState, workspaceState } = context
  const { storageUri, globalStorageUri } = context
  const life = new Disposables()
  subscriptions.push(life)

  const settings = () => readSettings(window.activeTextEditor?.document)
  const log = life.add(window.createOutputChannel('ThinkTree', { log: true }))
  const act = (action: FailureAction, turn?: TurnId) => actions(action, turn)
  const report = createReport(log, act)
  const keys = openKeys(secrets)
  const gate = openGate(keys, globalState)
  const writer = writerOf(process.pid)
  const totals = openTotals({
    ledger: openLedger(join(globalStorageUri.fsPath, 'totals.json'), writer),
    today: () => dayOf(Date.now()),
    notice: report.notice,
    unpriced: (message) => report.problem(message, l10n.t('Open Settings'), () => act('openSettings')),
    unexpected: report.unexpected,
  })
  const continuing = openContinuing(globalState)
  const endpoints = openEndpoints({
    memento: workspaceState,
    list: () => settings().endpoints,
    teamFile: readTeamFile,
    allow: allowProposal,
    isTrusted: () => workspace.isTrusted,
  })
  const history = openHistory(globalState)

  const current = life.add(new Current())
  const highlight = life.add(new Highlight())
  const texts = life.add(new Texts())
  const turns = life.add(new Turns())
  const live = new Live()
  const asking = createAsking({
    turns,
    gate,
    totals,
    live,
    continuing,
    endpoints,
    settings,
    excludedBy,
    report,
    showPanel: (follows) => panels.showFor(follows),
    showText: (title, text) => texts.show(title, text),
    trySample: () => commands.executeCommand('thinktree.trySample'),
  })
  const steer = createSteer({ turns, asking, gate, totals, live, continuing, endpoints, report })
  const actions = createActions({ asking, steer, extension: extensionUri, log })
  life.add(continuing.onFound(steer.recogniseAll))
  life.add(
    workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration('thinktree') && steer.recogniseAll(),
    ),
  )
  const placeOf = (turn: TurnId) => asking.placeOf(turn) ?? editors.placeOf(turn) ?? keeper.placeOf(turn)
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
      asking,
      recognise: steer.recognise,
      limit: steer.limit,
      shop: Uri.joinPath(extensionUri, 'samples', 'shop'),
    }),
  )
  const insides: Insides = life.add(
    new Insides({
      turns,
      keptAt,
      decode: (heard, card) => decodeApart(context.asAbsolutePath('dist/decodeWorker.cjs'), heard, card),
      warn: (message) => log.warn(message),
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
    showRequest: (turn: TurnId) => asking.showRequest(turn),
    preview: (turn: TurnId, question: string) => asking.previewFollowUp(turn, question),
    begin: (by: 'sample' | 'endpoint') =>
      commands.executeCommand(by === 'sample' ? 'thinktree.trySample' : 'thinktree.addEndpoint'),
    act,
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
      limit: steer.limit,
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
  const askWords = (kind: EditKind) => {
    panels.askWords(kind)
    editors.askWords(kind)
  }
  const reviewed = async () => {
    const front = inFront()?.uri
    const inHistory = (await catalog.list()).map(({ path }) => path)
    const also = front?.scheme === 'file' ? [front.fsPath] : []
    return reviewRows([...new Set([...also, ...inHistory])], reviewFiles)
  }
  life.add(
    createSpotlight({
      current,
      turns,
      highlight,
      placeOf,
      followsCode: () => settings().followCode,
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
  const mentions = life.add(new Mentions({ turns, current, placeOf, unexpected: report.unexpected }))
  life.add(showMentions({ mentions, turns, placeOf, extension: extensionUri, wanted: settings }))
  life.add(createStatus(turns))
  life.add(createProgress(turns))
  life.add(
    createNotices({
      turns,
      report,
      isVisible: (turn) => panels.isVisible(turn),
      show: (turn) => panels.reveal(turn),
    }),
  )
  life.add(tellRunning(turns))
  life.add(
    turns.listen({
      grew: (_turn, { state }) => {
        if (state?.kind === 'failed') log.warn(state.failure.message, state.failure.detail)
      },
    }),
  )
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
  life.add(
    registerCommands(
      [
        ...askCommands({
          asking,
          history,
          noEditor: () => report.notice(l10n.t('Open a file and select some code first.')),
        }),
        ...panelCommands({ panels, editors, turns, current }),
        ...steerCommands({
          steer: {
            goOn: (turn) => leading(turn, (kept) => steer.goOn(kept)),
            answerNow: (turn) => leading(turn, (kept) => steer.answerNow(kept)),
            branch: (turn, how, times) => leading(turn, (kept) => steer.branch(kept, how, times)),
          },
          inText: life.add(createSteerText({ texts: thinkTexts, onward, steer, notice: report.notice })),
          current,
          edit: askWords,
          notice: report.notice,
        }),
        ...judgingCommands({
          current,
          judging,
          texts: thinkTexts,
          queue,
          edit: askWords,
          showReviews: async () =>
            texts.show(l10n.t('Reviews'), reviewsPage(await reviewed(), await queue.progress())),
          exportDisagreement: async () => openCsv(disagreementCsv(await reviewed())),
          notice: report.notice,
        }),
        ...inText.commands,
        ...stepCommands({ panels, editors, turns, current }),
        ...openTraceCommands({ editors, goOn: (uri, turn) => onward.goOn(uri, turn) }),
        ...runs.list,
        compareTracesCommand({ inFront, show: (left, right) => comparisons.show(left, right) }),
        openAsTrace({
          openText: (text, name) => editors.openText(text, name),
          showText: (title, text) => texts.show(title, text),
          report,
        }),
        exportTrace({
          activeFile: () => editors.active(),
          currentTurn: () => current.turn,
          turn: (id) => turns.get(id),
          showText: (title, text) => texts.show(title, text),
          report,
        }),
        ...samplingCommands({
          asking,
          endpoints,
          gate,
          history,
          totals,
          folder: places.folder,
          journal: life.add(new Journal(journalNeeds)),
          show: (title, group) => samplesPages.show(title, group),
          report,
        }),
        verifyCode({
          currentTurn: () => current.turn,
          keptAt,
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
          privacy: Uri.joinPath(extensionUri, 'docs', 'privacy.md'),
        }),
        trySample({ folder: Uri.joinPath(extensionUri, 'samples'), asking, settings }),
      ],
      report.unexpected,
    ),
  )

  /** A turn of a file is led another way in the file. */
  async function leading(turn: TurnId, lead: (kept: TurnId) => Promise<void>): Promise<void> {
    const kept = await editors.onward(turn)
    if (kept) await lead(kept)
  }

  function keptAt(turn: TurnId): KeptAt | undefined {
    return editors.keptAt(turn) ?? keptIn(keeper.fileOf(turn), turn)
  }
}

function keptIn(path: string | undefined, turn: TurnId): KeptAt | undefined {
  return path === undefined ? undefined : { path, name: turn }
}
