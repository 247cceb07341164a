import { l10n, window, type Memento } from 'vscode'
import type { Failure, FailureAction } from '../base/failure.ts'
import { carriesSecret, hostOf, travelsOpenly } from '../endpoint/exposure.ts'
import type { Access } from '../endpoint/openai.ts'
import { originOf, type Profile } from '../endpoint/profile.ts'
import { say } from './say.ts'
import type { Keys } from './secrets.ts'

/** What an endpoint may be asked with, or why it may not be asked. */
export type Gate = (profile: Profile) => Promise<{ readonly access: Access } | { readonly failure: Failure }>

const allowed = 'openKeys'

/**
 * Puts key and secret headers to a profile, read anew for each request. Where they would travel unencrypted through a
 * network, the user is asked first, once for each origin; `memento` remembers the yes.
 */
export function openGate(keys: Keys, memento: Memento): Gate {
  return async (profile) => {
    const origin = originOf(profile)
    const key = profile.authorization === 'none' ? null : ((await keys.get(origin)) ?? null)
    const values = await Promise.all(
      profile.secretHeaders.map(async (name) => [name, await keys.get(origin, name)] as const),
    )
    const missing = values.find(([, value]) => value === undefined)
    if (missing)
      return fail(
        'noHeader',
        l10n.t('The header {0} for {1} has no value yet.', missing[0], origin),
        'setKey',
      )
    const secret = Object.fromEntries(values.map(([name, value]) => [name, value ?? '']))
    const access = { profile: { ...profile, headers: { ...profile.headers, ...secret } }, key, say }
    const exposed = travelsOpenly(origin) && carriesSecret(access)
    if (!exposed || (await mayTravel(origin))) return { access }
    return fail(
      'openKey',
      l10n.t('Nothing was sent: the key for {0} would travel unencrypted.', origin),
      'openSettings',
    )
  }

  async function mayTravel(origin: string): Promise<boolean> {
    const before = memento.get<readonly string[]>(allowed, [])
    if (before.includes(origin)) return true
    const yes = l10n.t('Send Anyway')
    const chosen = await window.showWarningMessage(
      l10n.t('Send the key to {0} without encryption?', origin),
      {
        modal: true,
        detail: l10n.t(
          'The address begins with http:// and {0} is not this machine: whoever is on the way can read the key and your code. Ask for an https:// address, or go through a tunnel.',
          hostOf(origin),
        ),
      },
      yes,
    )
    if (chosen !== yes) return false
    await memento.update(allowed, [...before, origin])
    return true
  }
}

function fail(code: string, message: string, action: FailureAction) {
  return { failure: { code, message, action, detail: '' } }
}
