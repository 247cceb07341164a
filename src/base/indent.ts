/** Code as it stands when written at a cursor: lines after the first get the white space that is before the cursor. */
export function indentAt(before: string, code: string): string {
  const lines = code.replace(/\n+$/, '').split('\n')
  if (before.trim() !== '') return lines.join('\n')
  const written = lines.filter((line) => line.trim() !== '')
  const common = Math.min(...written.map((line) => line.length - line.trimStart().length))
  return lines
    .map((line) => (line.trim() === '' ? '' : line.slice(common)))
    .map((line, index) => (index === 0 || line === '' ? line : before + line))
    .join('\n')
}
