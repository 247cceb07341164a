import type { Candidate } from '../base/delta.ts'

/**
 * What tokens say together, and where each begins in it: at the letter that its first byte belongs to. Bytes that make
 * no letter are U+FFFD each.
 */
export function tokenText(tokens: readonly Candidate[]): {
  readonly text: string
  readonly starts: Uint32Array
} {
  const starts = new Uint32Array(tokens.length)
  const pieces: string[] = []
  let length = 0
  let pending: number[] = [] // bytes of a letter that has not ended

  const add = (piece: string) => {
    pieces.push(piece)
    length += piece.length
  }
  const giveUp = () => {
    add('\uFFFD'.repeat(pending.length))
    pending = []
  }
  for (const [index, { text, bytes }] of tokens.entries()) {
    if (!bytes) {
      if (pending.length > 0) giveUp()
      starts[index] = length
      add(text)
      continue
    }
    // What ends a letter belongs to it; what only follows it begins after it.
    if (pending.length > 0 && !isContinuation(bytes[0] ?? 0)) giveUp()
    starts[index] = length
    for (const byte of bytes) {
      if (pending.length > 0 && !isContinuation(byte)) giveUp()
      pending.push(byte)
      const size = sizeFrom(pending[0] ?? 0)
      if (size === 0) giveUp()
      else if (pending.length === size) {
        add(letterOf(pending))
        pending = []
      }
    }
  }
  giveUp()
  return { text: pieces.join(''), starts }
}

function isContinuation(byte: number): boolean {
  return byte >> 6 === 0b10
}

/** How many bytes the letter has that begins with this one; 0 where none does. */
function sizeFrom(byte: number): number {
  if (byte < 0x80) return 1
  if (byte >> 5 === 0b110) return 2
  if (byte >> 4 === 0b1110) return 3
  return byte >> 3 === 0b11110 ? 4 : 0
}

function letterOf(bytes: readonly number[]): string {
  const [first = 0, ...others] = bytes
  const lead = bytes.length === 1 ? first : first & (0xff >> (bytes.length + 1))
  const code = others.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), lead)
  return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
}
