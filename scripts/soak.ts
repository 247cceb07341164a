// npm run soak -- [--minutes N] [--at-once N] [--speed TOKENS_PER_SECOND] [--late MILLISECONDS]
// Asks the sample endpoint, in a process of its own, again and again: many runs at once in every wire form, some that
// the endpoint breaks, some that are stopped at random. Ends with 1 if two runs were mixed up, one broke that nobody
// broke, a connection stayed open, memory grew by more than 5 %, or the event loop was late: of a hundred looks at it,
// one may be later than the limit. One minute is enough to see that it works; an hour is what a leak needs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { defaultSplit } from '../src/core/tags.ts'
import { createTurn } from '../src/core/growingTurn.ts'
import { openaiStream } from '../src/endpoint/openai.ts'
import { createProfile } from '../src/endpoint/profile.ts'
import { readSamples } from './endpoint/samples.ts'
import { wireForms } from './endpoint/wireForms.ts'
import { root } from './project.ts'

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '50' },
    late: { type: 'string', default: '250' },
    speed: { type: 'string', default: '400' },
  },
})
/** What leaves a run whole, and what breaks it: the connection, silence, an error in the stream, the token limit. */
const harmless = ['', '', '', ':busy-at-first']
const breaking = [':cut', ':stall', ':error-data', ':length']
/** Rounds until everything that is made once was made. */
const warmUp = 5

const server = spawn(
  process.execPath,
  [join(root, 'scripts/endpoint/main.ts'), '--port', '0', '--speed', flags.speed],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
process.on('exit', () => server.kill())
const [line] = (await once(createInterface(server.stdout), 'line')) as [string]
const url = /http:\S+/.exec(line)?.[0] ?? ''
const samples = await readSamples(join(root, 'samples/traces'))

const delay = monitorEventLoopDelay()
delay.enable()
const counts = { runs: 0, whole: 0, stopped: 0, broken: 0, unasked: 0, mixed: 0 }
const until = Date.now() + Number(flags.minutes) * 60_000
let first = 0
for (let round = 1; Date.now() < until || round <= warmUp + 1; round++) {
  await Promise.all(Array.from({ length: Number(flags['at-once']) }, run))
  if (round !== warmUp) continue
  first = heap()
  delay.reset()
}
await sleep(200)
const grown = heap() / first - 1
const sockets = process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length
const late = delay.percentile(99) / 1e6
const problems = [
  counts.mixed > 0 && 'runs were mixed up',
  counts.unasked > 0 && 'runs broke that nobody broke',
  sockets > 0 && 'connections stayed open',
  grown > 0.05 && 'memory grew by more than 5 %',
  late > Number(flags.late) && `the event loop was later than ${flags.late} ms`,
].filter((problem) => problem !== false)
console.log(`${counts.runs} runs: ${counts.whole} whole, ${counts.stopped} stopped by us, ${counts.broken} broken by the endpoint
(connection cut, silence, error or token limit in the middle, as it was told), ${counts.unasked} broken by nobody, ${counts.mixed} mixed up.
Memory ${(grown * 100).toFixed(1)} %, ${sockets} connections open, the event loop late by at most ${late.toFixed(0)} ms 99 times of 100 (limit ${flags.late}), at worst ${(delay.max / 1e6).toFixed(0)} ms.
${problems.length === 0 ? 'All is well.' : `Not well: ${problems.join(', ')}.`}`)
process.exit(problems.length === 0 ? 0 : 1)

async function run(): Promise<void> {
  const sample = pick(samples)
  const breaks = Math.random() < 0.5
  const fault = pick(breaks ? breaking : harmless)
  const model = `sample-r1:${pick(wireForms)}${fault}`
  const timeouts = { connect: 30_000, firstByte: 30_000, idle: fault === ':stall' ? 2000 : 30_000 }
  const stream = openaiStream(
    { profile: createProfile({ name: 'soak', baseUrl: url, model, timeouts }), key: null },
    (milliseconds, signal) => sleep(milliseconds / 20, undefined, { signal }).catch(() => {}),
  )
  const stop = new AbortController()
  const timer = Math.random() < 0.3 ? setTimeout(() => stop.abort(), Math.random() * 3000) : undefined
  const turn = createTurn(defaultSplit)
  const messages = [{ role: 'user', content: sample.question }] as const
  for await (const delta of stream({ messages }, stop.signal)) turn.push(delta, performance.now())
  clearTimeout(timer)
  turn.end(stop.signal.aborted ? 'stopped' : 'closed', performance.now())
  const { state, reasoning, answer } = turn.value()
  counts.runs++
  if (state.kind === 'done') counts.whole++
  else if (state.kind === 'stopped') counts.stopped++
  else if (breaks) counts.broken++
  else {
    counts.unasked++
    console.error(`${model}: ${JSON.stringify(state)}`)
  }
  const same = reasoning.trim() === sample.reasoning.trim() && answer.trim() === sample.answer.trim()
  if (state.kind === 'done' && !same) counts.mixed++
}

function pick<T>(list: readonly T[]): T {
  const found = list[Math.floor(Math.random() * list.length)]
  if (found === undefined) throw new Error('There is nothing to pick from.')
  return found
}

/** After a collection, where Node lets us ask for one. */
function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
