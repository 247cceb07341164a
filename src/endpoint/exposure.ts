import type { Access } from './openai.ts'
import type { Profile } from './profile.ts'

/** Whether anything secret goes with each question. */
export function carriesSecret({ profile, key }: Access): boolean {
  return key !== null || profile.secretHeaders.length > 0 || keyWrittenIn(profile) !== undefined
}

/** The header, part of the address or field of the body whose name says that a key is written there. */
export function keyWrittenIn({
  headers,
  baseUrl,
  extraBody,
}: Pick<Profile, 'headers' | 'baseUrl' | 'extraBody'>): string | undefined {
  const names = [...Object.keys(headers), ...new URL(baseUrl).searchParams.keys()]
  return names.find(namesSecret) ?? Object.keys(extraBody).find((name) => keyField.test(name))
}

function namesSecret(name: string): boolean {
  return /auth|key|token|secret|cookie|passw|credential/i.test(name)
}

/** Fields of a body have such words in other names too, such as `max_tokens`. */
const keyField = /^(x[-_])?(api|access|auth)?[-_]?(key|token|secret|authorization|password|credentials?)$/i

/** Whether what is sent to an origin crosses a network unencrypted. */
export function travelsOpenly(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'http:' && !isThisMachine(hostname)
}

export function hostOf(origin: string): string {
  return new URL(origin).hostname
}

/** By the forms that `URL` gives to addresses: `127.1` is `127.0.0.1` there, and IPv6 stands in brackets. */
function isThisMachine(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/.test(
    hostname,
  )
}
