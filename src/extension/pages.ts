import { dirname } from 'node:path'
import { commands, EventEmitter, Uri, window } from 'vscode'
import type { Disposables } from '../base/disposables.ts'
import { createActOn } from './actions.ts'
import type { AskingParts } from './asking/open.ts'
import { compareWays } from './commands/compareTraces.ts'
import { steerWith } from './commands/steering.ts'
import { Comparisons } from './comparing/comparisons.ts'
import type { Current } from './current.ts'
import { createCodeBlocks } from './editor/codeBlocks.ts'
import type { Highlight } from './editor/highlight.ts'
import { LastEditor } from './editor/lastEditor.ts'
import type { Insides } from './inside/insides.ts'
import type { JudgingParts } from './judging/open.ts'
import { createQueue, type Queue } from './judging/queue.ts'
import type { Keeping } from './keeping/open.ts'
import { makeMain, wayName } from './mainWay.ts'
import type { PanelNeeds } from './panel/handler.ts'
import { panelType } from './panel/panel.ts'
import { Panels } from './panel/panels.ts'
import type { Recognising } from './recognising.ts'
import { tracesIn } from './runs/catalog.ts'
import { SamplesPages } from './sampling/samplesPages.ts'
import type { Services } from './services.ts'
import { createShowStep, type ShowStep } from './showStep.ts'
import type { Steer } from './steering.ts'
import { tellInSight } from './traceInSight.ts'
import { createStepsView, type StepsView } from './steps/view.ts'
import type { Texts } from './texts.ts'
import { TraceEditors } from './traceEditor/editors.ts'
import { createOnward, type Onward } from './traceEditor/onward.ts'
import type { OpenTrees } from './traceEditor/openTrees.ts'
import type { Turns } from './turns.ts'
import type { Whereabouts } from './whereabouts.ts'

interface Needs extends Services, AskingParts, Keeping, JudgingParts, Whereabouts {
  readonly life: Disposables
  readonly extension: Uri
  readonly turns: Turns
  readonly current: Current
  readonly highlight: Highlight
  readonly texts: Texts
  readonly trees: OpenTrees
  readonly steer: Steer
  readonly insides: Insides
  readonly limit: Recognising['limit']
}

/** What shows turns and their steps, and what leads from one of these to another. */
export interface Pages {
  readonly panels: Panels
  readonly lastEditor: LastEditor
  readonly samplesPages: SamplesPages
  /** Shows two traces side by side. */
  readonly compare: Comparisons['show']
  readonly onward: Onward
  readonly showStep: ShowStep
  readonly queue: Queue
}

export function openPages(needs: Needs): Pages {
  const { life, extension, turns, current, texts, trees, keeper, catalog, steer, settings, report } = needs
  const { sourceOf, keptAt, asking, previews, judging, reviewFiles, reviewer } = needs
  const { notice, unexpected } = report

  const openTree = (uri: Uri, turn: number) => trees.open(uri, turn)
  const comparisons = life.add(new Comparisons({ extension, openTree, notice, unexpected }))
  const compare: Comparisons['show'] = (left, right) => comparisons.show(left, right)
  const exportTraces = (files: readonly Uri[], expected: string) =>
    commands.executeCommand('thinktree.exportTrace', undefined, files, expected)
  const samplesPages = life.add(new SamplesPages({ extension, openTree, compare, exportTraces, unexpected }))
  const viewed = life.add(new EventEmitter<void>())
  const lastEditor = life.add(new LastEditor())
  const pageNeeds: PanelNeeds = {
    ...needs,
    codeBlocks: createCodeBlocks({
      lastEditor,
      textAt: (path, text) => texts.at(path, text),
      notice,
    }),
    followUp: asking.followUp,
    showRequest: previews.showRequest,
    preview: previews.previewFollowUp,
    begin: (by) => commands.executeCommand(by === 'sample' ? 'thinktree.trySample' : 'thinktree.addEndpoint'),
    act: createActOn(needs),
    steer: (turn, steering) => steerWith(steer, turn, steering),
    makeMain: (turn) => makeMain(turns, turn),
    async compareWays(turn) {
      const of = turns.head(turn)?.branch?.of
      const ways = { keptAt, show: compare, nameOf: (way: typeof turn) => wayName(turns, way), notice }
      if (of) await compareWays(ways, turn, of)
    },
    // These are made of pages, which ask them in turn.
    nextUnjudged: (turn, step) => queue.next(turn, step),
    stepsVisible: () => stepsView.visible(),
    viewed: () => viewed.fire(),
    unexpected,
  }
  const panels = life.add(new Panels({ ...pageNeeds, extension, keeper }))
  life.add(
    tellInSight({
      current,
      onViewed: viewed.event,
      isVisible: (turn) => panels.isVisible(turn) || trees.isVisible(turn),
    }),
  )
  life.add(
    window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: (panel, state: unknown) => panels.restore(panel, state),
    }),
  )
  const onward = createOnward({
    turns,
    trees,
    keep: keeper.open,
    show: (ofFile, at) => panels.open(ofFile, at),
    steer,
    write: (turn) => panels.write(turn),
    notice,
  })
  life.add(
    new TraceEditors({
      ...pageNeeds,
      extension,
      trees,
      onward: onward.of,
      limit: needs.limit,
      scrolls: () => settings().scrollTogether,
      notice,
    }),
  )
  const showStep = createShowStep({ current, trees, panels })
  const queue = createQueue({
    turns,
    judging,
    files: reviewFiles,
    sourceOf,
    reviewer,
    runs: () => catalog.list(),
    open: keeper.open,
    beside: (path) => tracesIn(dirname(path)),
    openFile: (path) => trees.open(Uri.file(path)),
    show: (ofRun, at) => panels.open(ofRun, at),
    choose: (step) => showStep(step, 'steps'),
    notice,
  })
  const stepsView: StepsView = life.add(
    createStepsView({
      turns,
      current,
      choose: (step) => trees.choose(step) || panels.tell(step),
      recall: () => panels.recall(),
      unexpected,
    }),
  )
  return { panels, lastEditor, samplesPages, compare, onward, showStep, queue }
}
