/**
 * 64 bits of a text in hexadecimal, to know it again among millions; many times as fast as `sha256`, and nothing that
 * somebody could not forge.
 */
export function fingerprint(text: string): string {
  let one = 0x9e3779b1
  let two = 0x85ebca77
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 0x2c1b3c6d)
    two = Math.imul(two ^ code, 0x297a2d39)
    one ^= one >>> 15
    two ^= two >>> 13
  }
  one = Math.imul(one ^ (two >>> 16), 0x85ebca6b)
  two = Math.imul(two ^ (one >>> 13), 0xc2b2ae35)
  return hex(one ^ (two >>> 15)) + hex(two ^ (one >>> 16))
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
