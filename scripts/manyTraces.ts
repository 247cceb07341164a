// node scripts/manyTraces.ts FOLDER [COUNT] [BYTES]: traces to measure with, made of the paragraphs of our samples in another
// order, with other numbers; the same ones each time. A tenth are further samples of a question, some are cut off, and
// every tenth has a review.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { noReviews } from '../src/judge/review.ts'
import { emptyTurnReview, withTurnReview, writeReviews } from '../src/judge/reviewFile.ts'
import { splitBody, textsOf } from '../src/traces/body.ts'
import { readDocument } from '../src/traces/document.ts'

const [folder, count = '10000', bytes = '30000'] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say into which folder.')

const samples = join(import.meta.dirname, '..', 'samples', 'traces')
const turns = readdirSync(samples)
  .filter((name) => name.endsWith('.think'))
  .toSorted()
  .flatMap((name) => readDocument(readFileSync(join(samples, name), 'utf8')).turns)
  .map(({ body, head }) => ({ head, ...textsOf(splitBody(body, head)) }))
const paragraphs = turns.flatMap(({ reasoning }) => reasoning.trim().split(/\n{2,}/))

for (let index = 0; index < Number(count); index++) {
  const random = randomOf(index)
  const turn = turns[index % turns.length]
  if (!turn) throw new Error('There are no samples.')
  const asked = index % 10 === 9 ? index - 1 : index
  const sub = join(resolve(folder), String(index % 100).padStart(2, '0'))
  mkdirSync(sub, { recursive: true })
  const path = join(sub, `${String(index).padStart(6, '0')}.think`)
  const thought: string[] = []
  for (let size = 0; size < Number(bytes);) {
    const paragraph = paragraphs[Math.floor(random() * paragraphs.length)] ?? ''
    const said = paragraph.replace(/\b\d+\b/g, (digits) => String(Math.floor(random() * 10 ** digits.length)))
    thought.push(said)
    size += said.length + 2
  }
  const cut = random() < 0.02
  const expected = asked % 7
  const head = [
    `question: ${JSON.stringify(`${turns[asked % turns.length]?.head.question ?? ''} (${asked})`)}`,
    `model: ${index % 2 === 0 ? 'r1' : 'r1-distill'}`,
    `state: ${cut ? 'incomplete\nwhy: length' : 'done'}`,
    `expected: ${expected}`,
  ].join('\n')
  const answer = cut
    ? ''
    : `\n</think>\n\n${turn.answer.trim()}\n\nThe answer is ${random() < 0.6 ? expected : expected + 1}.\n`
  writeFileSync(path, `---\nformat: 1\n${head}\n---\n<think>\n${thought.join('\n\n')}${answer}`)
  if (index % 10 === 0) {
    const verdict = random() < 0.8 ? 'accepted' : 'rejected'
    const said = { ...emptyTurnReview, turn: '1', updated: '2026-01-01T00:00:00.000Z', verdict } as const
    writeFileSync(`${path}.review.json`, writeReviews(withTurnReview(noReviews, 'ana', said)))
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = (seed + 1) * 0x6d2b79f5
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
