import { dayOf } from '../../base/day.ts'

/** What the file of a conversation is called, such as `2026-11-25 Why is this slow 7f3c00.think`. */
export function fileName(question: string, askedAt: number, id: string): string {
  const words = question.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  const said = words
    .reduce((line, word) => (line.length + word.length < 40 ? `${line} ${word}` : line), '')
    .trim()
  const unique = id.replaceAll(/[^\w]/g, '').slice(0, 6)
  return `${[dayOf(askedAt), said, unique].filter((part) => part !== '').join(' ')}.think`
}
