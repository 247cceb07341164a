import type { Delta } from '../../base/delta.ts'
import type { Failure } from '../../base/failure.ts'
import { openaiStream, type Access, type Outgoing } from '../openai.ts'
import { completionsUrl, type Profile } from '../profile.ts'
import { bodyOfRequest } from '../request.ts'
import { carried } from './carry.ts'
import type { Continuation } from './continue.ts'
import type { Place } from './cut.ts'
import { findWays, waysSet, type Ways } from './findWays.ts'
import type { WayName } from './ways.ts'

/** What was found out of endpoints. */
export interface WaysFound {
  /** Undefined where it was not tried yet. */
  readonly known: (profile: Profile) => Ways | undefined
  readonly keep: (profile: Profile, ways: Ways) => unknown
}

/** The way in which an endpoint goes on, `null` where it does not; found out the first time. Tries and waits are told as deltas. */
export async function* wayOf(
  access: Access,
  place: Place,
  found: WaysFound,
  signal: AbortSignal,
): AsyncGenerator<Delta, { readonly way: WayName | null } | { readonly failure: Failure }> {
  const { profile } = access
  const known = waysSet(profile) ?? found.known(profile)
  if (known) return { way: known[place] }
  const now = yield* findWays(access, signal)
  if ('failure' in now) return now
  if (!signal.aborted) await found.keep(profile, now.ways)
  yield { kind: 'trying', known: true }
  return { way: now.ways[place] }
}

/** The last resort: asks anew, with what was thought so far in the question. What comes is a turn of its own. */
export function carryStream(
  access: Access,
  { messages, cut }: Omit<Continuation, 'way'>,
  signal: AbortSignal,
  sent: (request: Outgoing) => void = () => {},
): AsyncIterable<Delta> {
  const { profile } = access
  const request = { messages: carried(messages, cut) }
  sent({ url: completionsUrl(profile), body: bodyOfRequest(profile, request) })
  return openaiStream(access)(request, signal)
}
