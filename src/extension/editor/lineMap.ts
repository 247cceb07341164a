/**
 * Where the lines of a text have gone in a later version of it, 0-based: what stands before and after all changes keeps
 * its place, what was moved within is found by its words. A line that was changed, or stands there twice, is nowhere.
 */
export function mapLines(before: string, now: string): (line: number) => number | undefined {
  if (before === now) return (line) => line
  const [old, fresh] = [linesOf(before), linesOf(now)]
  const shorter = Math.min(old.length, fresh.length)
  let head = 0
  while (head < shorter && old[head] === fresh[head]) head++
  let tail = 0
  while (tail < shorter - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++
  const was = onceIn(old.slice(head, old.length - tail))
  const is = onceIn(fresh.slice(head, fresh.length - tail))
  return (line) => {
    if (line < head) return line
    if (line >= old.length - tail) return line + fresh.length - old.length
    const text = (old[line] ?? '').trim()
    const place = was.has(text) ? is.get(text) : undefined
    return place === undefined ? undefined : head + place
  }
}

/** Lines that stand there once and say something, by their text without indentation. */
function onceIn(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  const twice = new Set<string>()
  for (const [index, line] of lines.entries()) {
    const text = line.trim()
    if (places.has(text)) twice.add(text)
    places.set(text, index)
  }
  for (const text of twice) places.delete(text)
  for (const text of places.keys()) if (!/\w.*\w/.test(text)) places.delete(text)
  return places
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/)
}

/** Lines of a document, 0-based and inclusive. */
export interface LineSpan {
  readonly first: number
  readonly last: number
}

/**
 * Such lines after an edit that took the place of the lines `edited` and added so many; `undefined` if it broke them up.
 */
export function shiftLines(lines: LineSpan, edited: LineSpan, added: number): LineSpan | undefined {
  if (edited.first > lines.last) return lines
  if (edited.last < lines.first) return { first: lines.first + added, last: lines.last + added }
  return added === 0 ? lines : undefined
}
