import { env, l10n, Uri, window } from 'vscode'
import { shortened } from '../../base/shortened.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { FailureAction } from '../../base/failure.ts'
import type { Steering } from '../../core/steering.ts'
import type { StepId } from '../../core/step.ts'
import type { TurnChange } from '../../core/turn.ts'
import type {
  DocumentNote,
  FromWebview,
  Selected,
  TurnHead,
  TurnId,
  TurnView,
} from '../../protocol/webview.ts'
import type { Current } from '../current.ts'
import type { CodeBlocks } from '../editor/codeBlocks.ts'
import type { Highlight } from '../editor/highlight.ts'
import { findLines, reveal, type Mention, type Place } from '../editor/places.ts'
import type { Insides } from '../inside/insides.ts'
import type { JudgingHost } from '../judging/judging.ts'
import type { PanelRecord } from '../keeping/records.ts'
import type { Turns } from '../turns.ts'
import type { Panel } from './panel.ts'

/** What all panels need. */
export interface PanelNeeds {
  readonly turns: Turns
  readonly current: Current
  readonly highlight: Highlight
  readonly codeBlocks: CodeBlocks
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly followUp: (turn: TurnId, question: string) => unknown
  readonly showRequest: (turn: TurnId) => unknown
  readonly preview: (turn: TurnId, question: string) => unknown
  readonly begin: (by: 'sample' | 'endpoint') => unknown
  readonly act: (action: FailureAction, turn: TurnId) => unknown
  readonly steer: (turn: TurnId, steering: Steering) => unknown
  readonly insides: Pick<Insides, 'tell' | 'tellStep'>
  readonly makeMain: (turn: TurnId) => unknown
  /** Shows a branch beside what it parted from. */
  readonly compareWays: (turn: TurnId) => unknown
  readonly judging: JudgingHost
  /** Goes to the next step to judge, after one, or to the next trace. */
  readonly nextUnjudged: (turn: TurnId, step: StepId | null) => unknown
  /** Whether the steps are seen outside of any panel. */
  readonly stepsVisible: () => boolean
}

interface Needs extends PanelNeeds {
  readonly panel: Panel
  /** What this panel was like when it was shown last. */
  readonly before: Pick<PanelRecord, 'turns' | 'saved'>
  readonly openPanel: (turn: TurnId) => void
  /** What is kept of this panel has changed. */
  readonly changed: () => void
  /** Of the file that it shows, where it shows one. */
  readonly document?: () => DocumentNote
}

/** What one panel shows, and what its page asks for. */
export interface Controller {
  readonly turns: readonly TurnId[]
  /** The page's own. */
  readonly saved: unknown
  readonly handle: (message: FromWebview) => Promise<void>
  /** Shows a turn that was just asked. */
  readonly added: (turn: TurnView) => void
  readonly grew: (turn: TurnId, change: TurnChange) => void
  readonly headed: (head: TurnHead) => void
  /** What is said of a turn may be another. */
  readonly judged: (turn: TurnId) => Promise<void>
  /** Shows turns of another panel too. */
  readonly take: (turns: readonly TurnId[]) => void
  readonly leave: (turns: readonly TurnId[]) => void
  /** Shows these turns and no others, as they are now; `current` is to be seen first. */
  readonly show: (turns: readonly TurnId[], current?: TurnId) => void
  /** Gives the box for the next question to a turn the keyboard. */
  readonly write: (turn: TurnId) => void
  /** A step was chosen elsewhere. */
  readonly choose: (selected: Selected) => void
  /** The panel came to the front. */
  readonly entered: () => void
  /** The panel is gone, and with it what it showed in the editors. */
  readonly closed: () => void
}

export function createController(needs: Needs): Controller {
  const { panel, current, highlight, codeBlocks, changed } = needs
  let { turns, saved } = needs.before
  /** The turn in view, as far as the page has told. */
  let inView: InView | null = null
  /** Asked while the page was away: it comes back to this turn. */
  let unseen: TurnId | null = null
  /** Chosen elsewhere while the page was away. */
  let chosen: Selected | null = null
  /** The page is to have the keyboard in the box for the next question when it comes back. */
  let writes = false
  /** Who asks what is said of a turn; the last one tells. */
  const asking = new Map<TurnId, object>()
  entitle()
  return {
    get turns() {
      return turns
    },
    get saved() {
      return saved
    },
    handle,
    added,
    grew,
    headed: (head) => panel.post({ type: 'turnHeaded', head }),
    judged,
    take,
    leave,
    show,
    write,
    choose,
    entered,
    closed,
  }

  function added(turn: TurnView) {
    const { id } = turn.head
    turns = [...turns.filter((each) => each !== id), id]
    inView = { turn: id, step: null }
    current.look(id)
    current.select(null, 'return')
    if (panel.ready) {
      panel.post({ type: 'turnAdded', turn })
      void judged(id)
    } else unseen = id
    entitle()
    changed()
  }

  function grew(turn: TurnId, change: TurnChange) {
    panel.post({ type: 'turnGrew', turn, change })
    if (change.times?.ended !== undefined || change.state?.kind === 'connecting') entitle()
    if (change.times?.ended !== undefined) void tellInside(turn)
  }

  /** Nothing where its server told nothing. */
  async function tellInside(turn: TurnId): Promise<void> {
    const inside = await needs.insides.tell(turn)
    if (inside && turns.includes(turn)) panel.post({ type: 'insideTold', turn, inside })
  }

  async function judged(turn: TurnId) {
    const asked = {}
    asking.set(turn, asked)
    const now = panel.ready ? await needs.judging.of(turn) : undefined
    // The answer to a later question is newer.
    if (asking.get(turn) === asked) panel.post({ type: 'judged', turn, judged: now ?? null })
  }

  function take(more: readonly TurnId[]) {
    turns = [...turns, ...more]
    unseen = turns.at(-1) ?? null
    if (unseen) inView = { turn: unseen, step: null }
    if (panel.ready) showAll()
    entitle()
    changed()
  }

  function leave(left: readonly TurnId[]) {
    turns = turns.filter((turn) => !left.includes(turn))
    if (inView && left.includes(inView.turn)) inView = null
    if (current.turn && left.includes(current.turn)) current.look(turns.at(-1) ?? null)
    panel.post({ type: 'turnsLeft', turns: left })
    entitle()
    changed()
  }

  function show(now: readonly TurnId[], asked: TurnId | null = null) {
    turns = now
    if (asked) inView = { turn: asked, step: null }
    else if (inView && !now.includes(inView.turn)) inView = null
    unseen = asked ?? unseen
    if (panel.ready) showAll()
    entitle()
  }

  function write(turn: TurnId) {
    show(turns, turn)
    if (panel.ready) panel.post({ type: 'focusAsked', part: 'followUp' })
    else writes = true
  }

  function choose(step: Selected) {
    inView = step
    if (panel.ready) panel.post({ type: 'stepAsked', ...step })
    else chosen = step
    entitle()
  }

  function entered() {
    current.look(inView?.turn ?? turns.at(-1) ?? null)
    if (inView) current.select(selectedOf(inView), 'return')
  }

  function closed() {
    const mine = current.turn !== null && turns.includes(current.turn)
    if (mine && !needs.stepsVisible()) current.look(null)
    else if (mine) current.select(null, 'return')
    changed()
  }

  function entitle() {
    const shown = inView?.turn ?? turns.at(-1)
    const head = shown && needs.turns.head(shown)
    const busy = turns.some((turn) => needs.turns.running.includes(turn))
    panel.title(head ? titleOf(head) : 'ThinkTree', busy)
  }

  function showAll() {
    const views = turns.map((turn) => needs.turns.get(turn)).filter((view) => view !== undefined)
    panel.post({
      type: 'shown',
      panel: panel.id,
      saved,
      turns: views,
      selected: chosen,
      current: chosen?.turn ?? unseen,
      ...(needs.document && { document: needs.document() }),
    })
    if (chosen) panel.post({ type: 'stepAsked', ...chosen })
    if (writes) panel.post({ type: 'focusAsked', part: 'followUp' })
    unseen = chosen = null
    writes = false
    for (const turn of turns) void judged(turn)
  }

  async function handle(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        return showAll()
      case 'ask':
        return void (await needs.followUp(message.follows, message.question))
      case 'stop':
        return needs.turns.stop(message.turn)
      case 'inView':
        inView = { turn: message.turn, step: message.step }
        entitle()
        if (panel.visible) entered()
        return tellInside(message.turn)
      case 'selectStep':
        inView = { turn: message.turn, step: message.step }
        current.look(message.turn)
        return current.select(
          message.step === null ? null : { turn: message.turn, step: message.step },
          'page',
        )
      case 'stepInSight':
        return undefined // a panel has no text beside it
      case 'openReference':
        return openReference(message.turn, message)
      case 'openLink':
        return void (await env.openExternal(Uri.parse(message.href, true)))
      case 'preview':
        return void (await needs.preview(message.follows, message.question))
      case 'begin':
        return void (await needs.begin(message.by))
      case 'showRequest':
        return void (await needs.showRequest(message.turn))
      case 'act':
        return void (await needs.act(message.action, message.turn))
      case 'steer': {
        const { turn, kind, step, at = step, text, carried } = message
        const steering = {
          kind,
          ...(at !== null && { at }),
          ...(text !== undefined && { text }),
          ...(carried && { carried }),
        }
        return void (await needs.steer(turn, steering))
      }
      case 'compareWays':
        return void (await needs.compareWays(message.turn))
      case 'judge':
        return needs.judging.judge(message.turn, message.judging)
      case 'nextUnjudged':
        return void (await needs.nextUnjudged(message.turn, message.step))
      case 'makeMain':
        return void (await needs.makeMain(message.turn))
      case 'askStepInside': {
        const { turn, step } = message
        const inside = await needs.insides.tellStep(turn, step)
        return inside && panel.post({ type: 'stepInsideTold', turn, inside })
      }
      case 'copy':
        return env.clipboard.writeText(message.text)
      case 'insertCode':
        return codeBlocks.insert(message.text)
      case 'compareCode':
        return codeBlocks.compare(message.text, needs.placeOf(message.turn))
      case 'openPanel':
        return needs.openPanel(message.turn)
      case 'closeTurn':
        return turns.includes(message.turn) ? needs.turns.close(message.turn) : undefined
      case 'save':
        saved = message.state
        return changed()
      default:
        return unreachable(message)
    }
  }

  async function openReference(turn: TurnId, mention: Mention) {
    const place = needs.placeOf(turn)
    const lines = place && (await findLines(mention, place))
    if (!lines) {
      const missing = l10n.t('ThinkTree: there is no {0}, or it has changed.', wordsFor(mention))
      window.setStatusBarMessage(`$(warning) ${missing}`, 6000)
      return
    }
    highlight.show([lines])
    await reveal(lines, 'takeFocus')
  }
}

interface InView {
  readonly turn: TurnId
  readonly step: StepId | null
}

function selectedOf({ turn, step }: InView): Selected | null {
  return step === null ? null : { turn, step }
}

/** As much of a question as a tab has room for, and of the first in a conversation what it is about. */
function titleOf({ question, subject, follows }: TurnHead): string {
  const [line = ''] = question.trim().split('\n')
  const file = subject.split('/').at(-1) ?? ''
  const title = follows === null && file !== '' ? `${file} · ${line}` : line
  return shortened(title, 40)
}

/** Such as `src/cart.ts, line 99`. */
function wordsFor({ path, first, name }: Mention): string {
  const line = first === undefined ? undefined : l10n.t('line {0}', first)
  return [path, line, name].filter((part) => part !== undefined).join(', ')
}
