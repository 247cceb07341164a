import { plainText } from '../base/plainText.ts'

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** A text for a cell. It is read as text: nothing is escaped but what parts the cells. */
export function inCell(text: string): string {
  return plainText(text).replaceAll('|', '∣')
}
