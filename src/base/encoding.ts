/** So much tells what a text is written in (bytes). */
const looked = 65_536

/**
 * UTF-8, or what a byte order mark says: Windows’ shells write UTF-16. What is not UTF-8 is taken for what Windows wrote
 * before, in which any bytes are letters.
 */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return isUtf8(bytes.subarray(0, looked)) ? 'utf-8' : 'windows-1252'
}

/** The last letter may be cut. */
function isUtf8(bytes: Uint8Array): boolean {
  let following = 0
  // By index: an iterator takes several times as long.
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (following > 0) {
      if (byte >> 6 !== 0b10) return false
      following--
    } else if (byte >= 0x80) {
      following = byte >= 0xf8 ? -1 : byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : -1
      if (following < 0) return false
    }
  }
  return true
}
