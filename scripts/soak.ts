// npm run soak -- [--minutes N] [--at-once N]
// Asks the sample endpoint, in a process of its own, again and again: many runs at once in every wire form, some that
// break, some that are stopped at random. Ends with 1 if two runs were mixed up, a connection stayed open, or memory
// grew by more than 5 %. One minute is enough to see that it works; an hour is what a leak needs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { defaultSplit } from '../src/core/tags.ts'
import { createTurn } from '../src/core/turn.ts'
import { openaiStream } from '../src/endpoint/openai.ts'
import { createProfile } from '../src/endpoint/profile.ts'
import { readSamples } from './endpoint/samples.ts'
import { wireForms } from './endpoint/wireForms.ts'
import { root } from './project.ts'

const { values: flags } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, 'at-once': { type: 'string', default: '50' } },
})
const faults = ['', '', '', ':cut', ':stall', ':error-data', ':busy-at-first', ':length']
/** Rounds until everything that is made once was made. */
const warmUp = 5

const server = spawn(
  process.execPath,
  [join(root, 'scripts/endpoint/main.ts'), '--port', '0', '--speed', '4000'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
process.on('exit', () => server.kill())
const [line] = (await once(createInterface(server.stdout), 'line')) as [string]
const url = /http:\S+/.exec(line)?.[0] ?? ''
const samples = await readSamples(join(root, 'samples/traces'))

const delay = monitorEventLoopDelay()
delay.enable()
const counts = { runs: 0, whole: 0, stopped: 0, broken: 0, mixed: 0 }
const until = Date.now() + Number(flags.minutes) * 60_000
let first = 0
for (let round = 1; Date.now() < until || round <= warmUp + 1; round++) {
  await Promise.all(Array.from({ length: Number(flags['at-once']) }, run))
  if (round === warmUp) first = heap()
}
await sleep(200)
const grown = heap() / first - 1
const sockets = process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length
console.log(
  `${counts.runs} runs: ${counts.whole} whole, ${counts.stopped} stopped, ${counts.broken} broken, ${counts.mixed} mixed up.`,
)
console.log(
  `Memory ${(grown * 100).toFixed(1)} %, ${sockets} connections open, the event loop late by ${(delay.percentile(99) / 1e6).toFixed(0)} ms (99 %).`,
)
process.exit(counts.mixed > 0 || sockets > 0 || grown > 0.05 ? 1 : 0)

async function run(): Promise<void> {
  const sample = pick(samples)
  const model = `sample-r1:${pick(wireForms)}${pick(faults)}`
  const timeouts = { connect: 10_000, firstByte: 10_000, idle: 2000 }
  const stream = openaiStream(
    { profile: createProfile({ name: 'soak', baseUrl: url, model, timeouts }), key: null },
    (milliseconds, signal) => sleep(milliseconds / 20, undefined, { signal }).catch(() => {}),
  )
  const stop = new AbortController()
  const timer = Math.random() < 0.3 ? setTimeout(() => stop.abort(), Math.random() * 400) : undefined
  const turn = createTurn(defaultSplit)
  const messages = [{ role: 'user', content: sample.question }] as const
  for await (const delta of stream({ messages }, stop.signal)) turn.push(delta, performance.now())
  clearTimeout(timer)
  turn.end(stop.signal.aborted ? 'stopped' : 'closed', performance.now())
  const { state, reasoning, answer } = turn.value()
  counts.runs++
  if (state.kind === 'done') counts.whole++
  else if (state.kind === 'stopped') counts.stopped++
  else counts.broken++
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
