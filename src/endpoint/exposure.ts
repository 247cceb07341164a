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
