/** Whitespace other than a line feed. */
export function isBlank(unit: number): boolean {
  return (unit <= 0x20 && unit !== 0x0a) || unit === 0xa0 || unit === 0x3000 || unit === 0xfeff
}

/** Whether `text[from, to)` is only whitespace. */
export function isAllBlank(text: string, from = 0, to = text.length): boolean {
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    if (unit !== 0x0a && !isBlank(unit)) return false
  }
  return true
}
