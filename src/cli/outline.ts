import type { OutlineLine } from '../core/outline.ts'

/** One line of plain text. */
export function lineText({ step, title, depth, revises }: OutlineLine): string {
  const notes = [
    step.abandoned ? 'abandoned' : '',
    revises === undefined ? '' : `goes back on “${revises}”`,
  ].filter((note) => note !== '')
  const after = notes.length > 0 ? ` (${notes.join('; ')})` : ''
  return `${'  '.repeat(depth)}${step.kind.padEnd(8)} ${title}${after}\n`
}
