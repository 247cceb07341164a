/**
 * Closes what Markdown has open at the end of a text that still grows, so that it is drawn as it will be and not as
 * marks first: code in backticks, strong text, the address of a link. Fences need nothing: they run to the end.
 */
export function mend(text: string): string {
  if (/^ {0,3}(?:`{3}|~{3})/.test(text)) return text
  const line = text.slice(text.lastIndexOf('\n\n') + 1)
  let open = ''
  let strong = false
  for (const [mark] of line.matchAll(/\\.|`+|\*\*/g)) {
    if (mark.startsWith('`')) open = open === '' ? mark : mark === open ? '' : open
    else if (mark === '**' && open === '') strong = !strong
  }
  if (open !== '')
    return text.endsWith(open) ? text.slice(0, -open.length) : text + open + (strong ? '**' : '')
  const whole = text.replace(/!?\[([^\]\n]*)\]\([^)\n]*$/, '$1')
  if (!strong) return whole.replace(/(?<=\s|^)\*{1,2}$/, '')
  return whole.endsWith('**') ? whole.slice(0, -2) : `${whole.trimEnd().replace(/\*$/, '')}**`
}
