import { l10n } from 'vscode'
import { estimateTokens } from '../base/tokens.ts'
import { cutOf } from '../core/goingOn.ts'
import type { Outgoing } from '../endpoint/openai.ts'
import { completionsUrl, type Profile } from '../endpoint/profile.ts'
import { renderOutgoing } from '../endpoint/show.ts'
import type { TurnHead, TurnId } from '../protocol/webview.ts'
import type { Gate } from './access.ts'
import type { Asking } from './asking.ts'
import type { Continuing } from './continuing.ts'
import type { Endpoints } from './endpoints.ts'
import type { Report } from './report.ts'
import { tooLongFor } from './tooLong.ts'
import type { Totals } from './totals.ts'
import type { Turns } from './turns.ts'

interface Needs {
  readonly turns: Turns
  readonly asking: Asking
  readonly gate: Gate
  readonly totals: Totals
  readonly continuing: Continuing
  readonly endpoints: Endpoints
  readonly report: Report
}

export interface GoingOn {
  /** Lets a turn that was cut go on, at the endpoint and by the model that began it. */
  readonly goOn: (id: TurnId) => Promise<void>
  /** A turn of before, with what is known today of the endpoint that was asked. */
  readonly recognise: (head: TurnHead) => TurnHead
}

export function createGoingOn(needs: Needs): GoingOn {
  const { turns, asking, gate, totals, continuing, endpoints, report } = needs
  return { goOn, recognise }

  async function goOn(id: TurnId): Promise<void> {
    const view = turns.get(id)
    const question = asking.sent(id)?.question
    const cut = view && cutOf(view.value)
    if (!question || !cut || !(await asking.allowed(question))) return undefined
    const profile = profileOf(view.head)
    if (!profile) return report.failure(gone(view.head))
    const gated = await gate(profile)
    if ('failure' in gated) return report.failure(gated.failure)
    const { messages, promptTokens } = asking.promptOf(question, profile)
    const { reasoning, answer } = cut.kept
    const tokens = promptTokens + estimateTokens(reasoning) + estimateTokens(answer)
    const tooLong = tooLongFor(profile, tokens)
    if (tooLong) return report.failure(tooLong)
    const { access } = gated
    const continued = { messages, cut: { reasoning, answer, at: cut.at } }
    const sent = (request: Outgoing) => asking.sentAgain(id, renderOutgoing(access.profile, request))
    await turns.goOn(id, profile.split, cut, (signal) =>
      totals.count(profile, tokens, continuing.goOn(access, continued, signal, sent)),
    )
    return undefined
  }

  function recognise(head: TurnHead): TurnHead {
    const profile = profileOf(head)
    if (!profile || head.sample) return head
    return { ...head, goesOn: continuing.mayGoOn(profile), address: completionsUrl(profile) }
  }

  function profileOf({ endpoint, model }: TurnHead): Profile | undefined {
    const all = [endpoints.current(), ...endpoints.list()]
    const profile = all.find(({ name }) => name === endpoint)?.profile
    return profile && { ...profile, model }
  }
}

function gone({ endpoint }: TurnHead) {
  const message = l10n.t('The endpoint “{0}” is not there any more.', endpoint)
  return { code: 'noEndpoint', message, action: 'chooseEndpoint', detail: '' } as const
}
