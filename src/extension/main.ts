import { workspace, type ExtensionContext } from 'vscode'
import { Disposables } from '../base/disposables.ts'
import { showAround } from './around.ts'
import { openAsking } from './asking/open.ts'
import { registerCodeActions } from './codeActions.ts'
import { allCommands } from './commands/all.ts'
import { registerCommands } from './commands/command.ts'
import { runCommands } from './commands/runs.ts'
import { Current } from './current.ts'
import { Highlight } from './editor/highlight.ts'
import { tellGotStarted } from './gotStarted.ts'
import { createInFront } from './inFront.ts'
import { decodeApart } from './inside/decode.ts'
import { Insides } from './inside/insides.ts'
import { showJudgingInText } from './judging/inText.ts'
import { openJudging } from './judging/open.ts'
import { createThinkTexts } from './judging/thinkTexts.ts'
import { followRenames } from './keeping/followRenames.ts'
import { openKeeping } from './keeping/open.ts'
import { startLanguageServer } from './language/client.ts'
import { Live } from './live.ts'
import { mainWayOf } from './mainWay.ts'
import { openPages } from './pages.ts'
import { createRecognising } from './recognising.ts'
import { createDeleting } from './runs/deleting.ts'
import { say } from './say.ts'
import { openServices } from './services.ts'
import { createSteer } from './steering.ts'
import { Texts } from './texts.ts'
import { OpenTrees } from './traceEditor/openTrees.ts'
import { Turns } from './turns.ts'
import { createWhereabouts } from './whereabouts.ts'

/** Builds everything, and passes each part on to those below it; nothing is read or sent before a command is run. */
export function activate(context: ExtensionContext): void {
  const { subscriptions, extensionUri: extension, storageUri, globalStorageUri } = context
  const life = new Disposables()
  subscriptions.push(life)

  const services = openServices(context, life)
  const { settings, log, report, continuing, writer } = services
  const { notice, unexpected } = report
  const current = life.add(new Current())
  const highlight = life.add(new Highlight())
  const texts = life.add(new Texts())
  const turns = life.add(new Turns())
  const live = new Live()

  const asks = openAsking({
    ...services,
    turns,
    live,
    showText: (title, text) => texts.show(title, text),
    isJudged: (turn) => judges.judging.isJudged(turn),
    inView: () => current.turn,
  })
  const recognising = createRecognising({ ...services, turns })
  const steer = createSteer({ ...services, ...asks, ...recognising, turns, live })
  life.add(continuing.onFound(recognising.recogniseAll))
  life.add(
    workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration('thinktree') && recognising.recogniseAll(),
    ),
  )

  const keeping = openKeeping({
    ...services,
    ...asks,
    ...recognising,
    life,
    extension,
    storage: storageUri ?? globalStorageUri,
    turns,
  })
  const { folders, catalog, keeper, runsView } = keeping
  const trees = new OpenTrees()
  const whereabouts = createWhereabouts({ ...asks, trees, keeper })
  const insides = life.add(
    new Insides({
      ...whereabouts,
      writer,
      turns,
      nameOf: (turn) => trees.nameOf(turn),
      decode: (heard, card) => decodeApart(context.asAbsolutePath('dist/decodeWorker.cjs'), heard, card),
      warn: (message) => log.warn(message),
      say,
    }),
  )
  const judges = openJudging({ ...services, ...whereabouts, life, turns })
  life.add(followRenames([judges.reviewFiles, insides], unexpected))

  const parts = {
    ...services,
    ...asks,
    ...recognising,
    ...keeping,
    ...whereabouts,
    ...judges,
    life,
    extension,
    turns,
    current,
    highlight,
    texts,
    trees,
    steer,
    insides,
  }
  const pages = openPages(parts)
  const { panels, compare } = pages
  life.add(showAround({ ...parts, panels }))
  life.add(tellGotStarted({ ...parts, secrets: context.secrets }))
  const thinkTexts = createThinkTexts()
  const inText = life.add(
    showJudgingInText({ ...parts, texts: thinkTexts, files: judges.reviewFiles, notice, unexpected }),
  )
  life.add(registerCodeActions())
  life.add(
    startLanguageServer({
      context,
      log,
      kept: folders.all,
      keeps: async () => (await catalog.list()).length > 0,
      unexpected,
    }),
  )

  const changed = () => runsView.refresh('now')
  const { remove, checkRoom } = createDeleting({
    ...parts,
    stop: (ofRun) => ofRun.map((turn) => turns.stop(turn)),
    changed,
    mostBytes: () => settings().historySize,
  })
  life.add(turns.listen({ ended: () => void checkRoom().catch(unexpected) }))
  const runs = runCommands({
    ...parts,
    compare,
    show: (ofRun, at) => panels.open(ofRun, at && mainWayOf(turns, at)),
    remove,
    changed,
  })
  const others = allCommands({
    ...parts,
    ...pages,
    inFront: createInFront({ current, trees, keeper }),
    thinkTexts,
    correct: inText.correct,
  })
  life.add(registerCommands([...others, ...inText.commands, ...runs], unexpected))
}
