// Part of npm run bench: the whole pipeline (split, segment, kinds, tree, changes) on a long trace in deltas of four
// characters, in one run with two packages that only split and with a bare search for the closing tag. Every figure is
// the best of many rounds that take turns, since what disturbs a run only ever makes it slower; it takes about ten until the
// engine has compiled what it will.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { extractReasoningStream } from '@xsai/utils-reasoning'
import { extractReasoningMiddleware, wrapLanguageModel } from 'ai'
import { MockLanguageModelV3 } from 'ai/test'
import type { Delta } from '../../src/base/delta.ts'
import { alignTrees } from '../../src/core/alignedTrees.ts'
import { createSplitter } from '../../src/core/splitter.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTree, treeOf } from '../../src/core/tree.ts'
import { createTurn, type Turn } from '../../src/core/growingTurn.ts'
import { longTrace, ownPiece } from './longTrace.ts'

const rounds = 40
const trace = longTrace()
const text = wholeText(trace.reasoning)
const longer = wholeText(trace.reasoning.repeat(4))
// What each contender is fed is made before the clock runs, and handed over with as little ado as there is.
const deltas = cut(text)
const longerDeltas = cut(longer)
const pieces = deltas.map((delta) => (delta.kind === 'text' ? delta.text : ''))
const parts = partsOf(pieces)
console.log(`${trace.source}: ${text.length} characters, ${deltas.length} deltas, best of ${rounds} rounds\n`)

const contenders: Readonly<Record<string, () => unknown>> = {
  pipeline: () => pipeline(deltas),
  fourfold: () => pipeline(longerDeltas),
  fourRuns: () => [1, 2, 3, 4].map(() => pipeline(deltas)),
  everyDelta: () => pipeline(deltas, 1),
  splitter: splitOnly,
  tree: treeOnly,
  middleware,
  xsai,
  bare,
}
const best = new Map<string, number>()
for (let round = 0; round < rounds; round++) {
  for (const [name, run] of Object.entries(contenders)) {
    const begun = performance.now()
    await run()
    best.set(name, Math.min(best.get(name) ?? Infinity, performance.now() - begun))
  }
}

const whole = of('pipeline')
show('whole pipeline', whole)
show('  of it the splitter', of('splitter'))
show('  of it the tree', of('tree'))
show('  with a change for every delta', of('everyDelta'))
show('ai extractReasoningMiddleware', of('middleware'))
show('@xsai/utils-reasoning', of('xsai'))
show('bare indexOf of the closing tag', of('bare'))
console.log()
goal('times the middleware', of('middleware') / whole, '≥', 8)
goal('times @xsai/utils-reasoning', of('xsai') / whole)
goal('of the bare pass', of('bare') / whole, '≥', 0.1)
// Set beside as many runs in one go: so long a stretch is never without a collection of garbage, the best short one is
goal('times the time for 4 × the text', (4 * of('fourfold')) / of('fourRuns'), '≤', 4.4)
goal('ms for the worst single delta', worstDelta(), '≤', 1)
goal('bytes kept for a character', bytesKept(), '≤', 12)
goal('ms to set two long trees side by side', alignment(), '≤', 1500)

console.log('\nHostile texts, a megabyte each: ms, and times the time of a quarter of it')
for (const [name, make] of Object.entries(hostile())) {
  const quarter = bestOf(3, () => pipeline(cut(make(250_000))))
  const full = bestOf(3, () => pipeline(cut(make(1_000_000))))
  console.log(
    `  ${name.padEnd(28)} ${full.toFixed(0).padStart(6)} ${(full / quarter).toFixed(1).padStart(6)}`,
  )
}

function wholeText(reasoning: string): string {
  return `<think>\n${reasoning}\n</think>\n\n${trace.answer}`
}

function cut(whole: string): readonly Delta[] {
  const count = Math.ceil(whole.length / 4)
  return Array.from({ length: count }, (_, index) => ({
    kind: 'text',
    channel: 'content',
    text: whole.slice(index * 4, index * 4 + 4),
  }))
}

/** As the host does it: a hundred deltas a second, and a change every 50 ms. */
function pipeline(all: readonly Delta[], deltasAChange = 5): Turn {
  const turn = createTurn(defaultSplit)
  all.forEach((delta, index) => {
    turn.push(delta, index * 10)
    if (index % deltasAChange === 0) turn.take()
  })
  turn.end('closed', all.length * 10)
  turn.take()
  return turn
}

function splitOnly(): number {
  let length = 0
  const count = (piece: string) => {
    length += piece.length
  }
  const ignore = () => {}
  const sink = { reasoning: count, answer: count, tag: ignore, mark: ignore, refile: ignore, late: ignore }
  const splitter = createSplitter(defaultSplit, sink)
  pieces.forEach((piece) => splitter.push(piece))
  splitter.end()
  return length
}

function treeOnly(): void {
  const tree = createTree()
  pieces.forEach((piece, index) => {
    tree.push(piece)
    if (index % 5 === 0) tree.take()
  })
  tree.end()
  tree.take()
}

function partsOf(texts: readonly string[]) {
  const id = '1'
  return [
    { type: 'text-start' as const, id },
    ...texts.map((delta) => ({ type: 'text-delta' as const, id, delta })),
    { type: 'text-end' as const, id },
  ]
}

async function middleware(): Promise<void> {
  const model = new MockLanguageModelV3({ doStream: async () => ({ stream: streamOf(parts) }) })
  const wrapped = wrapLanguageModel({ model, middleware: extractReasoningMiddleware({ tagName: 'think' }) })
  const { stream } = await wrapped.doStream({ prompt: [] })
  await drain(stream)
}

async function xsai(): Promise<void> {
  const { reasoningStream, textStream } = extractReasoningStream(streamOf(pieces))
  await Promise.all([drain(reasoningStream), drain(textStream)])
}

/** The least that finds a closing tag cut anywhere. */
function bare(): number {
  const close = '</think>'
  let tail = ''
  let found = 0
  pieces.forEach((piece) => {
    const seen = tail + piece
    if (seen.indexOf(close) >= 0) found++
    tail = seen.slice(1 - close.length)
  })
  return found
}

function streamOf<T>(parts: readonly T[]): ReadableStream<T> {
  let next = 0
  return new ReadableStream({
    pull(controller) {
      const part = parts[next++]
      if (part === undefined) controller.close()
      else controller.enqueue(part)
    },
  })
}

async function drain(stream: ReadableStream<unknown>): Promise<void> {
  const reader = stream.getReader()
  while (!(await reader.read()).done);
}

/** Each delta at its best of some rounds: what interrupts the process does not count, what the delta costs does. */
function worstDelta(): number {
  const least = new Float64Array(deltas.length).fill(Infinity)
  for (let round = 0; round < rounds; round++) {
    const turn = createTurn(defaultSplit)
    for (const [index, delta] of deltas.entries()) {
      const begun = performance.now()
      turn.push(delta, index * 10)
      turn.take()
      least[index] = Math.min(least[index] ?? Infinity, performance.now() - begun)
    }
  }
  return least.reduce((most, each) => Math.max(most, each), 0)
}

/** Of a turn under way: text, steps, timeline and all that the next delta needs. */
function bytesKept(): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
  const before = process.memoryUsage().heapUsed
  // Texts that belong to nobody else, as from a connection.
  const turns = [1, 2, 3, 4].map(() => {
    const turn = createTurn(defaultSplit)
    for (let at = 0; at < text.length; at += 4) {
      turn.push({ kind: 'text', channel: 'content', text: ownPiece(text, at) }, at * 2)
      if (at % 20 === 0) turn.take()
    }
    return turn
  })
  collect()
  const kept = process.memoryUsage().heapUsed - before
  const characters = turns.reduce(
    (sum, turn) => sum + turn.value().reasoning.length + turn.value().answer.length,
    0,
  )
  return kept / characters
}

/** Thousands of steps each; what one says last, the other says first, and a little differently. */
function alignment(): number {
  const lineOf = (reasoning: string) => ({ reasoning, steps: treeOf(reasoning) })
  const long = trace.reasoning.repeat(Math.ceil(200_000 / trace.reasoning.length))
  const turned = long.replaceAll('first', 'second').split('\n\n').toReversed().join('\n\n')
  const [one, other] = [lineOf(long), lineOf(turned)]
  return bestOf(3, () => alignTrees(one, other))
}

function hostile(): Readonly<Record<string, (length: number) => string>> {
  const fill = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length))
  return {
    'no newline': (length) => `<think>${fill('so it is, ')(length)}`,
    'no space': (length) => `<think>${fill('a')(length)}`,
    'blocks upon blocks': fill('<think>a</think>\n'),
    openings: fill('<think>'),
    'quoted closings': fill('<think>`</think>`</think>\n'),
    'half tags': fill('</thin'),
    backticks: fill('`'),
    fences: (length) => `<think>${fill('```\n')(length)}`,
    'lists ever deeper': (length) => `<think>${[...deeper(length)].join('')}`,
    'lone surrogates': (length) => `<think>${fill('\ud83d')(length)}`,
    'full stops': (length) => `<think>${fill('. ')(length)}`,
  }
}

function* deeper(length: number): Generator<string> {
  for (let made = 0, depth = 0; made < length; depth = (depth + 1) % 400) {
    const line = `${' '.repeat(depth)}- a\n`
    made += line.length
    yield line
  }
}

function bestOf(times: number, run: () => unknown): number {
  let least = Infinity
  for (let round = 0; round < times; round++) {
    const begun = performance.now()
    run()
    least = Math.min(least, performance.now() - begun)
  }
  return least
}

function of(name: string): number {
  return best.get(name) ?? Number.NaN
}

function show(name: string, milliseconds: number): void {
  const perDelta = ((milliseconds / deltas.length) * 1e6).toFixed(0)
  console.log(
    `${name.padEnd(42)} ${milliseconds.toFixed(2).padStart(8)} ms ${perDelta.padStart(7)} ns a delta`,
  )
}

function goal(name: string, value: number, relation?: '≥' | '≤', limit = 0): void {
  const kept = relation === undefined || (relation === '≥' ? value >= limit : value <= limit)
  const sign = relation === undefined ? ' ' : kept ? '✓' : '✗'
  const aim = relation === undefined ? '' : ` (goal ${relation} ${limit})`
  console.log(`${sign} ${value.toFixed(2).padStart(8)} ${name}${aim}`)
}
