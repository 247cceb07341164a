import { env, l10n, Uri, window } from 'vscode'
import { unreachable } from '../../base/unreachable.ts'
import type { FailureAction } from '../../base/failure.ts'
import type { Steering } from '../../core/steering.ts'
import type { StepId } from '../../core/step.ts'
import type { FromWebview, TurnId } from '../../protocol/webview.ts'
import type { CodeBlocks } from '../editor/codeBlocks.ts'
import type { Highlight } from '../editor/highlight.ts'
import { findLines, reveal, type Mention, type Place } from '../editor/places.ts'
import type { Insides } from '../inside/insides.ts'
import type { JudgingHost } from '../judging/judging.ts'
import type { Turns } from '../turns.ts'
import type { Contents, ContentsNeeds } from './contents.ts'
import type { Panel } from './panel.ts'

/** What the pages of all panels may ask for. */
interface HandlerNeeds {
  readonly turns: Turns
  readonly highlight: Highlight
  readonly codeBlocks: CodeBlocks
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly followUp: (turn: TurnId, question: string) => unknown
  readonly showRequest: (turn: TurnId) => unknown
  readonly preview: (turn: TurnId, question: string) => unknown
  readonly begin: (by: 'sample' | 'endpoint') => unknown
  readonly act: (action: FailureAction, turn: TurnId) => unknown
  readonly steer: (turn: TurnId, steering: Steering) => unknown
  readonly insides: Pick<Insides, 'tellStep'>
  readonly makeMain: (turn: TurnId) => unknown
  /** Shows a branch beside what it parted from. */
  readonly compareWays: (turn: TurnId) => unknown
  readonly judging: JudgingHost
  /** Goes to the next step to judge, after one, or to the next trace. */
  readonly nextUnjudged: (turn: TurnId, step: StepId | null) => unknown
}

/** What all panels need. */
export type PanelNeeds = ContentsNeeds & HandlerNeeds

interface Needs extends HandlerNeeds {
  readonly panel: Panel
  readonly contents: Contents
  readonly openPanel: (turn: TurnId) => void
}

/** Does what the page of a panel asks for. */
export type Handler = (message: FromWebview) => Promise<void>

export function createHandler(needs: Needs): Handler {
  const { panel, contents, highlight, codeBlocks } = needs
  return handle

  async function handle(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        return contents.showAll()
      case 'ask':
        return void (await needs.followUp(message.follows, message.question))
      case 'stop':
        return needs.turns.stop(message.turn)
      case 'inView':
        return contents.cameInView({ turn: message.turn, step: message.step })
      case 'selectStep':
        return contents.selected({ turn: message.turn, step: message.step })
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
        return contents.turns.includes(message.turn) ? needs.turns.close(message.turn) : undefined
      case 'save':
        return contents.save(message.state)
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

/** Such as `src/cart.ts, line 99`. */
function wordsFor({ path, first, name }: Mention): string {
  const line = first === undefined ? undefined : l10n.t('line {0}', first)
  return [path, line, name].filter((part) => part !== undefined).join(', ')
}
