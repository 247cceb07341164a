// Part of npm run bench: the language server on a trace of 400,000 characters, over a connection, as an editor asks it.
// A request's figure is from sending it to having its answer, each after an edit; an edit's is the time in which the document is read and its
// tree follows; edits are typed all over the text. What is judged is processor time, of server and client together, the
// best of many rounds, so that what else runs on the machine does not count; the median by the clock stands beside it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inEnglish } from '../../src/base/say.ts'
import { findingsIn } from '../../src/language/diagnostics.ts'
import { createParser } from '../../src/language/parsed.ts'
import { connect } from '../server/client.ts'
import { traceOf } from './longTrace.ts'

const rounds = 30
const limits = { request: 20, edit: 5 }

const folder = mkdtempSync(join(tmpdir(), 'tt-bench-'))
mkdirSync(join(folder, 'src'))
const lines = Array.from({ length: 2000 }, (_, index) => `  line${index}()`)
writeFileSync(join(folder, 'src/cart.ts'), `class Cart {\n${lines.join('\n')}\n}\n`)
const uri = pathToFileURL(join(folder, 'long.think')).href

const { reasoning, answer } = traceOf(400_000)
const head =
  '---\nformat: 1\nquestion: Why?\ncontext:\n  - path: src/cart.ts\n    lines: [1, 100]\nnames: [Cart, line1, event_log]\n---\n'
const text = `${head}<think>\n${cited(reasoning)}\n</think>\n\n${answer}`
const places = Array.from({ length: 40 }, (_, index) =>
  Math.floor(head.length + (text.length * (index + 0.5)) / 42),
)

await requests()
edits()
rmSync(folder, { recursive: true, force: true })
process.exit()

async function requests(): Promise<void> {
  const client = await connect(pathToFileURL(folder).href, { lenses: { openAsTree: 'open' } })
  const told = client.findings(uri)
  await client.open(uri, text)
  await told
  const position = positionAt(places[20] ?? 0)
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
  }
  let version = 1
  for (const [name, params] of Object.entries(asked)) {
    const times: Time[] = []
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
      await client.connection.sendRequest(`textDocument/${name}`, { textDocument: { uri }, ...params })
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
  const times: Time[] = []
  const findings: Time[] = []
  let followed = 0
  for (const place of [...places, ...places.toReversed()]) {
    now = `${now.slice(0, place)} certainly${now.slice(place)}`
    now.charCodeAt(now.length - 1) // as one piece in memory, as an editor's text is
    const taken = stopwatch()
    parser.update(now)
    let pieces = 0
    parser.work(() => pieces++ > 8)
    if (parser.work(() => true)) followed++
    times.push(taken())
    parser.work(() => false)
    const found = stopwatch()
    findingsIn(parser.parsed, () => undefined, inEnglish)
    findings.push(found())
  }
  report('edit', times, limits.edit)
  report('findings', findings, limits.request)
  console.log(`${followed} of ${times.length} edits were followed by reading less than 10,000 characters`)
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
  const kept = best <= limit
  const words = `${best.toFixed(1)} ms (limit ${limit} ms), by the clock ${fastest.toFixed(1)}, median ${median.toFixed(1)} ms`
  console.log(`${kept ? '✓' : '✗'} ${name.padEnd(22)} ${words}`)
  if (!kept) process.exitCode = 1
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
