// Part of npm run bench: the experts of a long run of R1, as SGLang and vLLM send them, decoded, checked and packed;
// the load of all steps; the file beside the trace written and read. Best of some rounds.
import { cardNamed } from '../../src/base/modelCard.ts'
import { entropies, loadOf } from '../../src/inside/load.ts'
import { readInside, writeInside } from '../../src/inside/insideFile.ts'
import { decodeRouting } from '../../src/inside/routing.ts'
import { npyOf } from '../../scripts/endpoint/inside.ts'

const [tokens, layers, topK, prompt] = [30_000, 58, 8, 400]
const card = cardNamed('deepseek-r1')
const values = Int32Array.from({ length: (prompt + tokens) * layers * topK }, (_, at) => (at * 7919) % 256)
const counted = { prompt, completion: tokens + 1 }
const int32 = Buffer.from(values.buffer).toString('base64')
const npy = Buffer.from(npyOf('<i4', [prompt + tokens, layers, topK], values)).toString('base64')
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
goal('MB of that file', written.length / 1e6, 15)

function decoded(form: 'bare' | 'npy', base64: string) {
  const result = decodeRouting({ form, base64 }, counted, card)
  if ('problem' in result) throw new Error(result.problem)
  return result.routing
}

function best(run: () => unknown): number {
  let least = Infinity
  for (let round = 0; round < 5; round++) {
    const begun = performance.now()
    run()
    least = Math.min(least, performance.now() - begun)
  }
  return least
}

function goal(name: string, value: number, limit: number): void {
  console.log(`${value <= limit ? '✓' : '✗'} ${value.toFixed(2).padStart(8)} ${name} (goal ≤ ${limit})`)
}
