/** What was decoded, in the order in which it came; each piece has a buffer of its own, which may be given away. */
export interface Pieces {
  /** Absent where it was no base64. */
  readonly bytes?: readonly Uint8Array<ArrayBuffer>[]
}

/** Decodes base64 that comes in any pieces. */
export function createBase64() {
  const bytes: Uint8Array<ArrayBuffer>[] = []
  let rest = ''
  return {
    push(letters: string): void {
      const all = rest + letters
      const whole = all.length - (all.length % 4)
      rest = all.slice(whole)
      if (whole > 0) bytes.push(new Uint8Array(Buffer.from(all.slice(0, whole), 'base64')))
    },
    pieces: (): Pieces => (rest === '' ? { bytes } : {}),
  }
}

export function fromBase64(text: string): Pieces {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text.slice(0, 64))) return {}
  const base64 = createBase64()
  base64.push(text)
  return base64.pieces()
}
