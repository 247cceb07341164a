import { shortened } from '../../base/shortened.ts'
import type { StepId } from '../../core/step.ts'
import type { TurnChange } from '../../core/change.ts'
import type { DocumentNote, Selected, TurnHead, TurnId, TurnView } from '../../protocol/webview.ts'
import type { Current } from '../current.ts'
import type { Insides } from '../inside/insides.ts'
import type { JudgingHost } from '../judging/judging.ts'
import type { PanelRecord } from '../keeping/records.ts'
import { titled } from '../titled.ts'
import type { Turns } from '../turns.ts'
import type { Panel } from './panel.ts'

/** What the contents of all panels need. */
export interface ContentsNeeds {
  readonly turns: Turns
  readonly current: Current
  readonly insides: Pick<Insides, 'tell'>
  readonly judging: Pick<JudgingHost, 'of'>
  /** Whether the steps are seen outside of any panel. */
  readonly stepsVisible: () => boolean
  /** A page was shown, hidden or closed. */
  readonly viewed: () => void
  readonly unexpected: (error: unknown) => void
}

interface Needs extends ContentsNeeds {
  readonly panel: Panel
  /** What this panel was like when it was shown last. */
  readonly before: Pick<PanelRecord, 'turns' | 'saved'>
  /** What is kept of this panel has changed. */
  readonly changed: () => void
  /** Of the file that it shows, where it shows one. */
  readonly document?: () => DocumentNote
}

/** The turn that the page has in view, and the step that is selected there. */
interface InView {
  readonly turn: TurnId
  readonly step: StepId | null
}

/** What one panel shows: its page is told of it while it is there, and all of it when it comes back. */
export interface Contents {
  readonly turns: readonly TurnId[]
  /** The page's own. */
  readonly saved: unknown
  readonly save: (state: unknown) => void
  /** Tells the page all. */
  readonly showAll: () => void
  /** The page has another turn or step in view. */
  readonly cameInView: (inView: InView) => Promise<void>
  /** A step was selected in the page. */
  readonly selected: (inView: InView) => void
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

export function createContents(needs: Needs): Contents {
  const { panel, current, changed, unexpected } = needs
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
  panel.onViewed(needs.viewed)
  entitle()
  return {
    get turns() {
      return turns
    },
    get saved() {
      return saved
    },
    save(state) {
      saved = state
      changed()
    },
    showAll,
    cameInView,
    selected,
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
      void judged(id).catch(unexpected)
    } else unseen = id
    entitle()
    changed()
  }

  function grew(turn: TurnId, change: TurnChange) {
    panel.post({ type: 'turnGrew', turn, change })
    if (change.times?.ended !== undefined || change.state?.kind === 'connecting') entitle()
    if (change.times?.ended !== undefined) void tellInside(turn).catch(unexpected)
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
    needs.viewed()
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
    for (const turn of turns) void judged(turn).catch(unexpected)
  }

  async function cameInView(now: InView): Promise<void> {
    inView = now
    entitle()
    if (panel.visible) entered()
    await tellInside(now.turn)
  }

  function selected(now: InView) {
    inView = now
    current.look(now.turn)
    current.select(selectedOf(now), 'page')
  }
}

function selectedOf({ turn, step }: InView): Selected | null {
  return step === null ? null : { turn, step }
}

/** As much of a question as a tab has room for, and of the first in a conversation what it is about. */
function titleOf({ question, subject, follows }: TurnHead): string {
  const [line = ''] = question.trim().split('\n')
  return shortened(follows === null ? titled(line, subject) : line, 40)
}
