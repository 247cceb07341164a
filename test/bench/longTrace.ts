import { readdirSync, readFileSync } from 'node:fs'
import { isRecord, parseJson, textOf } from '../../src/base/json.ts'
import { sharedText } from '../support/shared.ts'

export interface LongTrace {
  readonly source: string
  readonly reasoning: string
  readonly answer: string
}

/** The longest real trace there is beside the checkout, or one made of sentences. */
export function longTrace(): LongTrace {
  const [longest] = realTraces().toSorted((a, b) => b.reasoning.length - a.reasoning.length)
  if (longest) return { source: 'a real trace', ...longest }
  const paragraph =
    'Let me look at `total` in src/cart.ts:12 first. It sums the lines, e.g. 3 × 4.50 = 13.5, and rounds once.\n\n' +
    'Wait, that is not right: line 14 rounds each part.\n\n1. Read the loop.\n2. Check it with two lines.\n\n' +
    '```ts\nconst sum = lines.reduce((all, line) => all + line.price, 0)\n```\n\nSo the sum is off by a cent. '
  return { source: 'a made-up trace', reasoning: paragraph.repeat(390), answer: 'It rounds twice.' }
}

/** A trace of so many characters: real ones beside the checkout, one after the other, or our samples again and again. */
export function traceOf(length: number): LongTrace {
  const real = realTraces()
  const parts = real.length > 0 ? real : sampleTraces()
  let reasoning = ''
  for (let next = 0; reasoning.length < length; next++)
    reasoning += `${parts[next % parts.length]?.reasoning}\n\n`
  return {
    source: real.length > 0 ? `real traces, joined` : 'samples, repeated',
    reasoning: reasoning.slice(0, length),
    answer: parts.map(({ answer }) => answer).join('\n\n'),
  }
}

function realTraces(): readonly Omit<LongTrace, 'source'>[] {
  const lines = sharedText('traces/long.jsonl')?.trimEnd().split('\n') ?? []
  return lines
    .map(parseJson)
    .filter(isRecord)
    .map(({ reasoning, answer }) => ({ reasoning: textOf(reasoning), answer: textOf(answer) }))
}

function sampleTraces(): readonly Omit<LongTrace, 'source'>[] {
  const folder = new URL('../../samples/traces/', import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.think'))
    .map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8').replace(/^---\n[^]*?\n---\n/, '')
      const [reasoning = '', answer = ''] = text.replace('<think>', '').split('</think>')
      return { reasoning, answer }
    })
}

/** Four characters in memory of their own, not a view of the whole text. */
export function ownPiece(text: string, at: number): string {
  return String.fromCharCode(
    ...[0, 1, 2, 3].map((next) => text.charCodeAt(at + next)).filter((unit) => unit === unit),
  )
}
