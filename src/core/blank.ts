/** Whitespace other than a line feed. */
export function isBlank(unit: number): boolean {
  return (unit <= 0x20 && unit !== 0x0a) || unit === 0xa0 || unit === 0x3000 || unit === 0xfeff
}

export function isAllBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit !== 0x0a && !isBlank(unit)) return false
  }
  return true
}
