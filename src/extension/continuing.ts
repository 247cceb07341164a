import { EventEmitter, l10n, type Event, type Memento } from 'vscode'
import type { Delta } from '../base/delta.ts'
import { continueStream, type Continuation } from '../endpoint/continuing/continue.ts'
import { waysSet, type Ways } from '../endpoint/continuing/findWays.ts'
import { wayOf } from '../endpoint/continuing/goOn.ts'
import type { Access, Outgoing } from '../endpoint/openai.ts'
import type { Profile } from '../endpoint/profile.ts'
import type { GoesOn } from '../protocol/webview.ts'

const key = 'ways'

/** How endpoints go on with what was cut, as it was found out; kept on this machine. */
export interface Continuing {
  /** Undefined where it was not tried yet. */
  readonly known: (profile: Profile) => Ways | undefined
  /** Where it may go on with what was cut, as far as that is known. */
  readonly mayGoOn: (profile: Profile) => GoesOn
  readonly keep: (profile: Profile, ways: Ways) => Thenable<void>
  /** How an endpoint goes on was found out, or is not known any more. */
  readonly onFound: Event<void>
  /** Goes on in the way that works, which is found out the first time; `sent` is told the request. */
  readonly goOn: (
    access: Access,
    continued: Omit<Continuation, 'way'>,
    signal: AbortSignal,
    sent: (request: Outgoing) => void,
  ) => AsyncIterable<Delta>
}

export function openContinuing(memento: Memento): Continuing {
  const found = new EventEmitter<void>()
  return { known, mayGoOn, keep, onFound: found.event, goOn }

  function mayGoOn(profile: Profile): GoesOn {
    const { reasoning, answer } = known(profile) ?? {}
    return { reasoning: reasoning !== null, answer: answer !== null }
  }

  function known(profile: Profile): Ways | undefined {
    return waysSet(profile) ?? memento.get<Readonly<Record<string, Ways>>>(key, {})[nameOf(profile)]
  }

  async function keep(profile: Profile, ways: Ways | undefined): Promise<void> {
    const all = memento.get<Readonly<Record<string, Ways>>>(key, {})
    await memento.update(key, { ...all, [nameOf(profile)]: ways })
    found.fire()
  }

  async function* goOn(
    access: Access,
    continued: Omit<Continuation, 'way'>,
    signal: AbortSignal,
    sent: (request: Outgoing) => void,
  ): AsyncGenerator<Delta> {
    const { profile } = access
    const found = yield* wayOf(access, continued.cut.at, { known, keep }, signal)
    if (signal.aborted) return
    if ('failure' in found) {
      yield { kind: 'failed', failure: found.failure }
      return
    }
    const { way } = found
    if (way === null) {
      yield { kind: 'failed', failure: cannot(profile) }
      return
    }
    for await (const delta of continueStream(access, { ...continued, way }, signal, sent)) {
      // A server that has changed is tried anew the next time.
      if (delta.kind === 'failed' && delta.failure.code === 'badRequest') await keep(profile, undefined)
      yield delta
    }
  }
}

function nameOf({ baseUrl, model, continues }: Profile): string {
  return [baseUrl, model, ...continues].join(' ')
}

function cannot({ name, model }: Profile) {
  return {
    code: 'cannotContinue',
    message: l10n.t('{0} at {1} cannot go on where it was cut; it can only begin anew.', model, name),
    action: 'askAgain',
    detail: '',
  } as const
}
