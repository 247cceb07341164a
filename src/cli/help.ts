/** Options or names, each with what it does. */
export type Rows = readonly (readonly [name: string, words: string])[]

const width = 80

/** A longer name stands on a line of its own. */
const longestBeside = 26

/**
 * The help of a verb, as wide as a terminal is at least: paragraphs, lines that are indented as they stand, and rows, all
 * of which have the same columns.
 */
export function helpText(...parts: readonly (string | Rows)[]): string {
  const lengths = parts.flatMap((part) => (typeof part === 'string' ? [] : part.map(([name]) => name.length)))
  const column = 4 + Math.max(0, ...lengths.filter((length) => length <= longestBeside))
  const texts = parts.map((part) =>
    typeof part === 'string'
      ? part.split('\n').flatMap((line) => (line.startsWith(' ') ? [line] : wrapped(line, width)))
      : part.flatMap((row) => rowLines(row, column)),
  )
  return `${texts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function rowLines([name, words]: Rows[number], column: number): readonly string[] {
  const beside = name.length + 4 <= column
  const lines = wrapped(words, width - column).map((line) => `${' '.repeat(column)}${line}`)
  const [first = '', ...others] = lines
  return beside ? [`  ${name}`.padEnd(column) + first.slice(column), ...others] : [`  ${name}`, ...lines]
}

function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
