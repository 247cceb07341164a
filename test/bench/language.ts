// Part of npm run bench: the language server on a trace of 400,000 characters, over a connection, as an editor asks it.
// A request's figure is from sending it to having its answer, each after an edit. An edit's is the time in which the
// document is read and its tree follows, at the beginning, in the middle and at the end: of each place the best of many
// edits, so that what else runs on the machine does not count, and of all places the worst. What is judged is processor
// time, of server and client together. Memory is what five hundred edits, with requests between them, leave behind.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { inEnglish } from '../../src/base/say.ts'
import { findingsIn } from '../../src/language/diagnostics.ts'
import { createParser } from '../../src/language/parsed.ts'
import { connect } from '../server/client.ts'
import { traceOf } from './longTrace.ts'

const rounds = 30
/** Of each region, so many places, a thousand characters from each other, with so many edits each. */
const placesInRegion = 8
const editsAtPlace = 9
const limits = { request: 20, edit: 5, memory: 5 }

const folder = mkdtempSync(join(tmpdir(), 'tt-bench-'))
mkdirSync(join(folder, 'src'))
const lines = Array.from({ length: 2000 }, (_, index) => `  line${index}()`)
writeFileSync(join(folder, 'src/cart.ts'), `class Cart {\n${lines.join('\n')}\n}\n`)
const uri = pathToFileURL(join(folder, 'long.think')).href

const { reasoning, answer } = traceOf(400_000)
const head =
  '---\nformat: 1\nquestion: Why?\ncontext:\n  - path: src/cart.ts\n    lines: [1, 100]\nnames: [Cart, line1, event_log]\n---\n'
const text = `${head}<think>\n${cited(reasoning)}\n</think>\n\n${answer}`
const regions = { beginning: 0.01, middle: 0.5, end: 0.97 }
const middle = placesIn('middle')[0] ?? 0

writeFileSync(join(folder, 'long.think'), text)

await requests()
edits()
await memory()
rmSync(folder, { recursive: true, force: true })
process.exit()

async function requests(): Promise<void> {
  const client = await opened()
  const position = positionAt(middle)
  const near = { start: position, end: { line: position.line + 60, character: 0 } }
  const asked: Readonly<Record<string, object>> = {
    documentSymbol: {},
    foldingRange: {},
    selectionRange: { positions: [position] },
    hover: { position },
    documentLink: {},
    definition: { position },
    references: { position, context: { includeDeclaration: true } },
    'semanticTokens/full': {},
    'semanticTokens/range': { range: near },
    codeLens: {},
    codeAction: { range: near, context: { diagnostics: [] } },
    completion: { position: { line: 3, character: 0 } },
    'workspace/symbol': { query: 'certain' },
  }
  let version = 1
  for (const [name, params] of Object.entries(asked)) {
    const times: Time[] = []
    const method = name.includes('/symbol') ? name : `textDocument/${name}`
    for (let round = 0; round < rounds; round++) {
      // After an edit, so that nothing is at hand from the last time; its own time is judged below.
      version++
      const end = { line: text.split('\n').length, character: 0 }
      await client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: end, end }, text: ' certainly' }],
      })
      await client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } })
      const taken = stopwatch()
      await client.connection.sendRequest(method, { textDocument: { uri }, ...params })
      times.push(taken())
    }
    report(name, times, limits.request)
  }
  client.dispose()
}

function edits(): void {
  const parser = createParser(text)
  const begun = performance.now()
  parser.work(() => false)
  void parser.parsed
  console.log(`first parse ${(performance.now() - begun).toFixed(0)} ms`)
  let now = text
  let [followed, made] = [0, 0]
  const findings: Time[] = []
  for (const region of ['beginning', 'middle', 'end'] as const) {
    const best = placesIn(region).map((place) => {
      const times: Time[] = []
      for (let round = 0; round < editsAtPlace; round++) {
        now = `${now.slice(0, place)} certainly${now.slice(place)}`
        now.charCodeAt(now.length - 1) // as one piece in memory, as an editor's text is
        const taken = stopwatch()
        parser.update(now)
        let pieces = 0
        parser.work(() => pieces++ > 8)
        if (parser.work(() => true)) followed++
        made++
        times.push(taken())
        parser.work(() => false)
        const found = stopwatch()
        findingsIn(parser.parsed, () => undefined, inEnglish)
        findings.push(found())
      }
      return Math.min(...times.map(({ processor }) => processor))
    })
    const sorted = best.toSorted((one, other) => one - other)
    const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
    const worst = sorted.at(-1) ?? Number.NaN
    judge(`edit at the ${region}`, worst, limits.edit, `worst ${ms(worst)}, median ${ms(median)}`)
  }
  report('findings', findings, limits.request)
  console.log(`${followed} of ${made} edits were followed by reading less than 10,000 characters`)
}

async function memory(): Promise<void> {
  const client = await opened()
  const edit = async (version: number) => {
    const at = positionAt(placesIn('middle')[version % placesInRegion] ?? 0)
    const fresh = version % 2 === 0 ? ' certainly' : ''
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: at, end: at }, text: fresh }],
    })
    const asked =
      version % 10 === 0 ? ['documentSymbol', 'semanticTokens/full', 'documentLink'] : ['codeLens']
    for (const name of asked)
      await client.connection.sendRequest(`textDocument/${name}`, { textDocument: { uri } })
  }
  let version = 2
  for (; version < 50; version++) await edit(version)
  const before = await heap()
  for (const last = version + 500; version < last; version++) await edit(version)
  const grown = Math.max(0, (await heap()) - before)
  judge(
    'memory',
    grown,
    limits.memory,
    `${grown.toFixed(1)} MB more after 500 edits, of ${before.toFixed(0)} MB`,
  )
  client.dispose()
}

/** Megabytes that are really in use. */
async function heap(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  for (let time = 0; time < 3; time++) {
    if (typeof collect === 'function') collect()
    await sleep(50)
  }
  return process.memoryUsage().heapUsed / 1e6
}

/** A client with the trace open and read. */
async function opened() {
  const client = await connect(pathToFileURL(folder).href, { lenses: { openAsTree: 'open' } })
  const told = client.findings(uri)
  await client.open(uri, text)
  await told
  return client
}

function placesIn(region: keyof typeof regions): readonly number[] {
  const from = head.length + text.length * regions[region]
  return Array.from({ length: placesInRegion }, (_, index) => Math.floor(from + (text.length / 500) * index))
}

interface Time {
  readonly processor: number
  readonly clock: number
}

/** Milliseconds since it was made. */
function stopwatch(): () => Time {
  const [clock, processor] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(processor)
    return { processor: (user + system) / 1000, clock: performance.now() - clock }
  }
}

function report(name: string, times: readonly Time[], limit: number): void {
  const best = Math.min(...times.map(({ processor }) => processor))
  const clocks = times.map(({ clock }) => clock).toSorted((one, other) => one - other)
  const [fastest = Number.NaN] = clocks
  const median = clocks[Math.floor(clocks.length / 2)] ?? Number.NaN
  judge(name, best, limit, `${ms(best)}, by the clock ${ms(fastest)}, median ${ms(median)}`)
}

function judge(name: string, value: number, limit: number, words: string): void {
  const kept = value <= limit
  console.log(`${kept ? '✓' : '✗'} ${name.padEnd(22)} ${words} (limit ${limit})`)
  if (!kept) process.exitCode = 1
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

/** A mention of code every two thousand characters. */
function cited(long: string): string {
  const parts: string[] = []
  for (let at = 0; at < long.length; at += 2000) parts.push(long.slice(at, at + 2000))
  return parts.join(' See src/cart.ts:12 and `line1`. ')
}

function positionAt(place: number) {
  const before = text.slice(0, place)
  return { line: before.split('\n').length - 1, character: place - before.lastIndexOf('\n') - 1 }
}
