import { isRecord, parseJson, textOf } from '../../src/base/json.ts'
import { sharedText } from '../support/shared.ts'

interface LongTrace {
  readonly source: string
  readonly reasoning: string
  readonly answer: string
}

/** The longest real trace there is beside the checkout, or one made of sentences. */
export function longTrace(): LongTrace {
  const lines = sharedText('traces/long.jsonl')?.trimEnd().split('\n') ?? []
  const traces = lines.map(parseJson).filter(isRecord)
  const [longest] = traces.sort((a, b) => textOf(b['reasoning']).length - textOf(a['reasoning']).length)
  if (longest) {
    return {
      source: 'a real trace',
      reasoning: textOf(longest['reasoning']),
      answer: textOf(longest['answer']),
    }
  }
  const paragraph =
    'Let me look at `total` in src/cart.ts:12 first. It sums the lines, e.g. 3 × 4.50 = 13.5, and rounds once.\n\n' +
    'Wait, that is not right: line 14 rounds each part.\n\n1. Read the loop.\n2. Check it with two lines.\n\n' +
    '```ts\nconst sum = lines.reduce((all, line) => all + line.price, 0)\n```\n\nSo the sum is off by a cent. '
  return { source: 'a made-up trace', reasoning: paragraph.repeat(390), answer: 'It rounds twice.' }
}

/** Four characters in memory of their own, not a view of the whole text. */
export function ownPiece(text: string, at: number): string {
  return String.fromCharCode(
    ...[0, 1, 2, 3].map((next) => text.charCodeAt(at + next)).filter((unit) => unit === unit),
  )
}
