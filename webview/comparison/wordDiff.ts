/** A stretch of one of two texts; `own`: the other has it not. */
export interface Stretch {
  readonly text: string
  readonly own: boolean
}

/** Longer texts (words times words, without what both begin and end with) are told as one difference. */
const most = 250_000

/** Which words of two texts are in both, in order. */
export function diffWords(left: string, right: string): readonly [readonly Stretch[], readonly Stretch[]] {
  const [a, b] = [wordsOf(left), wordsOf(right)]
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let back = 0
  const least = Math.min(a.length, b.length) - from
  while (back < least && a[a.length - 1 - back] === b[b.length - 1 - back]) back++
  const [lefts, rights] = [a.map((_, at) => isOwn(at, a.length)), b.map((_, at) => isOwn(at, b.length))]
  const [rows, columns] = [a.length - back - from, b.length - back - from]
  if (rows * columns <= most) share(a, b, from, rows, columns, lefts, rights)
  return [stretches(a, lefts), stretches(b, rights)]

  function isOwn(at: number, length: number): boolean {
    return at >= from && at < length - back
  }
}

/** The longest part that both have in common, by the usual table. */
function share(
  a: readonly string[],
  b: readonly string[],
  from: number,
  rows: number,
  columns: number,
  lefts: boolean[],
  rights: boolean[],
) {
  const width = columns + 1
  const table = new Uint16Array((rows + 1) * width)
  const at = (row: number, column: number) => table[row * width + column] ?? 0
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      table[row * width + column] =
        a[from + row] === b[from + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
  let [row, column] = [0, 0]
  while (row < rows && column < columns) {
    if (a[from + row] === b[from + column]) {
      lefts[from + row++] = false
      rights[from + column++] = false
    } else if (at(row + 1, column) >= at(row, column + 1)) row++
    else column++
  }
}

/** Words with the space after them; a wide character is a word. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? []
}

function stretches(words: readonly string[], own: readonly boolean[]): readonly Stretch[] {
  const found: { text: string; own: boolean }[] = []
  for (const [at, text] of words.entries()) {
    const last = found.at(-1)
    if (last && last.own === own[at]) last.text += text
    else found.push({ text, own: own[at] ?? false })
  }
  return found
}
