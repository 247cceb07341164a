import { completionsUrl, type Profile } from '../endpoint/profile.ts'
import type { TurnHead } from '../protocol/webview.ts'
import type { Continuing } from './continuing.ts'
import type { Endpoints } from './endpoints.ts'
import type { Turns } from './turns.ts'

interface Needs {
  readonly turns: Turns
  readonly continuing: Continuing
  readonly endpoints: Endpoints
}

/** What is known today of the endpoints that turns of before were asked at. */
export interface Recognising {
  /** The endpoint that a turn was asked at, where it is still there. */
  readonly profileOf: (head: TurnHead) => Profile | undefined
  /** A turn of before, with what is known today of its endpoint. */
  readonly recognise: (head: TurnHead) => TurnHead
  /** A turn that is only in a file, with what the endpoint that would lead it another way is known not to do. */
  readonly limit: (head: TurnHead) => TurnHead
  /** All turns, with what is known by now. */
  readonly recogniseAll: () => void
}

export function createRecognising({ turns, continuing, endpoints }: Needs): Recognising {
  return { profileOf, recognise, limit, recogniseAll }

  function profileOf({ endpoint, model }: TurnHead): Profile | undefined {
    const all = [endpoints.current(), ...endpoints.list()]
    const profile = all.find(({ name }) => name === endpoint)?.profile
    // A card is of the model that the endpoint asks now.
    return profile && { ...profile, model, card: profile.model === model ? profile.card : null }
  }

  function recognise(head: TurnHead): TurnHead {
    const profile = profileOf(head)
    if (!profile || head.sample) return head
    return {
      ...head,
      goesOn: continuing.mayGoOn(profile),
      address: completionsUrl(profile),
      ...(profile.card && { card: profile.card }),
    }
  }

  function limit(known: TurnHead): TurnHead {
    const { goesOn: _, ...bare } = known
    const own = profileOf(bare)
    const head = { ...bare, ...(own?.card && { card: own.card }) }
    const profile = own ?? endpoints.current().profile
    const { reasoning, answer } = profile ? continuing.mayGoOn(profile) : { reasoning: true, answer: true }
    if (reasoning && answer) return head
    return {
      ...head,
      goesOn: { ...(reasoning === false && { reasoning }), ...(answer === false && { answer }) },
    }
  }

  function recogniseAll(): void {
    for (const { head } of turns.all) {
      const now = head.address === undefined ? limit(head) : recognise(head)
      const [before, after] = [head.goesOn, now.goesOn]
      if (before?.reasoning !== after?.reasoning || before?.answer !== after?.answer) turns.rehead(now)
    }
  }
}
