import { isLower } from './characters.ts'
import type { Form } from './statement.ts'

/** What a line is by its first units, and the mark of an item: `-`, `2.`, `b)`. */
export function formOf(head: string): { readonly form: Form; readonly marker: string } {
  const form = formOfOther(head)
  const marker = form === 'prose' ? itemMark(head) : ''
  return { form: marker === '' ? form : 'item', marker }
}

function formOfOther(head: string): Form {
  if (isFence(head)) return 'code'
  if (head.startsWith('|')) return 'table'
  if (/^#{1,6} /.test(head)) return 'heading'
  return /^(?:\\\[|\$\$|\\begin\{)/.test(head) ? 'formula' : 'prose'
}

/** Empty where no item begins. */
export function itemMark(head: string): string {
  return itemMarker.exec(head)?.[0] ?? ''
}

const itemMarker =
  /^(?:\\?[-*•+]|\(?\d{1,3}\\?[.)]|\(?[a-zA-Z]\)|\(?[ivx]{2,4}\)|(?:[a-z]|[ivx]{2,4})\.)(?=\s)/

/** Whether a line that begins with these two units, the first a letter, may be an item: `a)`, `a.`, `iv.` */
export function mayNumber(code: number, next: number): boolean {
  return next === 41 || (isLower(code) && (next === 46 || isRoman(next))) // ) .
}

/** `i v x` */
function isRoman(code: number): boolean {
  return code === 105 || code === 118 || code === 120
}

/** Whether a fence opens here, or a text closes one. */
export function isFence(text: string): boolean {
  return text.startsWith('```') || text.startsWith('~~~')
}

/** The row of dashes under the first row of a table without outer bars. */
export function isRuledRow(head: string): boolean {
  return /^:?-+:? *\|[-:| ]*(?:\n|$)/.test(head)
}
