/** SHA-256 of a text's UTF-8 in hexadecimal; for rooms that know neither Node nor the DOM. */
export function sha256(text: string): string {
  const { bytes, length } = padded(text)
  const hash = Int32Array.from(initial)
  for (let at = 0; at < length; at += 64) mix(hash, bytes, at)
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

const words = new Int32Array(64)

function mix(hash: Int32Array, bytes: Uint8Array, from: number) {
  for (let index = 0, at = from; index < 16; index++, at += 4)
    words[index] =
      ((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0)
  for (let index = 16; index < 64; index++) {
    const near = words[index - 2] ?? 0
    const far = words[index - 15] ?? 0
    words[index] =
      ((words[index - 16] ?? 0) +
        (turned(far, 7) ^ turned(far, 18) ^ (far >>> 3)) +
        (words[index - 7] ?? 0) +
        (turned(near, 17) ^ turned(near, 19) ^ (near >>> 10))) |
      0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash
  for (let index = 0; index < 64; index++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g))) | 0
    const sum = (one + (rounds[index] ?? 0) + (words[index] ?? 0)) | 0
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + sum) | 0
    d = c
    c = b
    b = a
    a = (sum + two) | 0
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
    hash[index] = ((hash[index] ?? 0) + value) | 0
}

/** The bytes, a one bit, zeroes, and the length in bits. */
function padded(text: string): { readonly bytes: Uint8Array; readonly length: number } {
  const bytes = new Uint8Array(3 * text.length + 73)
  const written = writeUtf8(text, bytes)
  const length = Math.ceil((written + 9) / 64) * 64
  bytes[written] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(length - 8, Math.floor(written / 2 ** 29))
  view.setUint32(length - 4, written << 3)
  return { bytes, length }
}

/** How many bytes it wrote. Half a surrogate pair becomes U+FFFD, as in every encoder. */
function writeUtf8(text: string, bytes: Uint8Array): number {
  let to = 0
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at)
    if (code < 0x80) {
      bytes[to++] = code
      continue
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const point = text.codePointAt(at) ?? 0
      code = point > 0xffff ? point : 0xfffd
      if (point > 0xffff) at++
    }
    if (code < 0x800) bytes[to++] = 0xc0 | (code >> 6)
    else {
      if (code < 0x10000) bytes[to++] = 0xe0 | (code >> 12)
      else {
        bytes[to++] = 0xf0 | (code >> 18)
        bytes[to++] = 0x80 | ((code >> 12) & 63)
      }
      bytes[to++] = 0x80 | ((code >> 6) & 63)
    }
    bytes[to++] = 0x80 | (code & 63)
  }
  return to
}

function turned(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by))
}

const primes = firstPrimes(64)
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const rounds = Int32Array.from(primes.map((prime) => fraction(Math.cbrt(prime))))

/** The first 32 bits after the point. */
function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32) | 0
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  return found
}
