// Part of npm run bench: the experts of a long run of R1, as SGLang and vLLM send them, decoded, checked and packed;
// the load of all steps; the file beside the trace written and read. Best of some rounds.
import { cardNamed } from '../../src/base/modelCard.ts'
import type { Token } from '../../src/base/delta.ts'
import { placeTokens } from '../../src/core/placedTokens.ts'
import { treeOf } from '../../src/core/tree.ts'
import { fromBase64 } from '../../src/endpoint/base64.ts'
import { createEventReader } from '../../src/endpoint/events.ts'
import { createExpertsApart } from '../../src/endpoint/expertsApart.ts'
import { entropies, loadOf } from '../../src/inside/load.ts'
import { readInside, writeInside } from '../../src/inside/insideFile.ts'
import { problemSentence } from '../../src/inside/problem.ts'
import { decodeRouting } from '../../src/inside/routing.ts'
import { tellStep, layInside } from '../../src/inside/tell.ts'
import { npyOf } from '../../scripts/endpoint/inside.ts'
import { heatPixels } from '../../webview/inside/heat.ts'

const [tokens, layers, topK, prompt] = [30_000, 58, 8, 400]
const card = cardNamed('deepseek-r1')
const values = Int32Array.from({ length: (prompt + tokens) * layers * topK }, (_, at) => (at * 7919) % 256)
const counted = { prompt, completion: tokens + 1 }
const int32 = Buffer.from(values.buffer).toString('base64')
const npy = Buffer.from(npyOf('<i4', [prompt + tokens, layers, topK], values)).toString('base64')
const event = `data: ${JSON.stringify({ choices: [], sglext: { routed_experts: int32 } })}\n\n`
console.log(
  `\n${tokens} tokens × ${layers} layers × ${topK} experts, ${(int32.length / 1e6).toFixed(0)} MB of base64`,
)

const routing = decoded('bare', int32)
const file = new Map([['a', [{ from: { reasoning: 0, answer: 0 }, tokens: [], routing }]]])
const written = writeInside(file)
goal(
  'ms to decode what SGLang sends',
  best(() => decoded('bare', int32)),
  1000,
)
goal(
  'ms to decode what vLLM sends',
  best(() => decoded('npy', npy)),
  1000,
)
goal(
  'ms for the load and entropy of all',
  best(() => entropies(loadOf(routing))),
  250,
)
goal(
  'ms to write and read the file beside the trace',
  best(() => readInside(writeInside(file))),
  500,
)
const reasoning = Array.from({ length: 3200 }, (_, at) => lineOf(at)).join('')
const steps = treeOf(reasoning)
const laid = layInside([{ from: { reasoning: 0, answer: 0 }, tokens: tokensOf(reasoning), routing }], {
  reasoning,
  answer: '',
  steps,
})
const chosen = steps.filter(({ level }) => level === 'statement')
goal(
  `ms to tell of one of ${steps.length} steps`,
  best(() => tellStep(laid, chosen[100]?.id ?? ('' as never))),
  100,
)
const counts = Array.from({ length: layers * 256 }, (_, at) => (at * 7919) % 1000)
goal(
  'ms to colour the map of all of them',
  best(() => heatPixels({ counts }, [0, 0, 255])),
  8,
)
for (const unit of ['a', 'ab ', 'so it is, '])
  goal(
    `ms to place tokens on a text that is theirs in part, of “${unit}” only`,
    best(() => placeApart(unit.repeat(60_000 / unit.length))),
    500,
  )
goal('ms that the thread is held up by the event that brings them, at most', best(longestPiece), 50)
goal('MB of that file', written.length / 1e6, 15)

function placeApart(reasoning: string) {
  const other = `${reasoning.slice(0, 20_000)}x${reasoning}y`
  const apart = (other.match(/.{1,4}/gs) ?? []).map((piece) => ({ text: piece, logprob: -0.1, top: [] }))
  return placeTokens(apart, { reasoning, answer: reasoning })
}

function lineOf(at: number): string {
  return `So ${at} times ${at * 7} makes ${at * at * 7}. ${at % 7 === 0 ? 'Wait, let me check.\n\n' : ''}`
}

/** As many as there are rows, and one. */
function tokensOf(text: string): readonly Token[] {
  const length = Math.ceil(text.length / (tokens + 1))
  return Array.from({ length: tokens + 1 }, (_, at) => ({
    text: text.slice(at * length, (at + 1) * length),
    logprob: -0.1,
    top: [],
  }))
}

function decoded(form: 'bare' | 'npy', base64: string) {
  const result = decodeRouting({ form, ...fromBase64(base64) }, counted, card)
  if ('problem' in result) throw new Error(problemSentence(result.problem))
  return result.routing
}

/** Milliseconds; a run may measure itself. */
function best(run: () => unknown): number {
  let least = Infinity
  for (let round = 0; round < 5; round++) {
    const begun = performance.now()
    const own = run()
    least = Math.min(least, typeof own === 'number' ? own : performance.now() - begun)
  }
  return least
}

/** It comes in pieces, as from a socket. */
function longestPiece(): number {
  const reader = createEventReader(createExpertsApart())
  let longest = 0
  for (let at = 0; at < event.length; at += 65_536) {
    const begun = performance.now()
    reader.push(event.slice(at, at + 65_536))
    longest = Math.max(longest, performance.now() - begun)
  }
  return longest
}

function goal(name: string, value: number, limit: number): void {
  console.log(`${value <= limit ? '✓' : '✗'} ${value.toFixed(2).padStart(8)} ${name} (goal ≤ ${limit})`)
}
