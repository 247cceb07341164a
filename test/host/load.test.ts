import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import type http from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { commands, ConfigurationTarget, extensions, Selection, window, workspace } from 'vscode'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { readDocument } from '../../src/traces/document.ts'
import { listenHttp } from '../support/sockets.ts'

describe('load', function () {
  // A busy machine is slow with fifty.
  this.timeout(300_000)
  let endpoint: SampleEndpoint
  const warnings: string[] = []
  const note = ({ name, message }: Error) => warnings.push(`${name}: ${message}`)

  before(async () => {
    const extension = extensions.getExtension('thinktree.thinktree')
    const samples = join(extension?.extensionPath ?? '', 'samples/traces')
    endpoint = await createSampleEndpoint({ samples, tokensPerSecond: 1000 })
    await set([{ name: 'load', baseUrl: endpoint.url, model: 'sample-r1' }])
    const document = await workspace.openTextDocument({ content: 'one\ntwo\n' })
    const editor = await window.showTextDocument(document)
    editor.selection = new Selection(0, 0, 1, 3)
    process.on('warning', note)
  })

  after(async () => {
    process.off('warning', note)
    await set(undefined)
    await endpoint.close()
  })

  it('fifty questions at once, many stopped: each ends, and nothing stays', async () => {
    const before = connections()
    await fifty()
    while (connections() > before) await sleep(50)
    const [memory, listeners] = [await heapAtRest(), listening()]
    await fifty()
    while (connections() > before) await sleep(50)
    const grown = (await heapAtRest()) / memory - 1
    console.log(`Memory after fifty questions more: ${(grown * 100).toFixed(1)} %.`)
    assert.ok(grown <= 0.05, `memory grew by ${(grown * 100).toFixed(1)} %`)
    assert.deepEqual(listening(), listeners)
    // Node's own word for listeners that pile up.
    assert.deepEqual(
      warnings.filter((warning) => warning.startsWith('MaxListeners')),
      [],
    )
  })

  it('fifty at once do not mix: what is kept of each is of its own stream', async () => {
    const folder = join(workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', '.thinktree', 'traces')
    let asked = 0
    const over = new Set<number>()
    await using server = await listenHttp((_, response) => {
      const run = asked++
      void writeRun(run, response).then((whole) => whole && over.add(run))
    })
    await set([{ name: 'load', baseUrl: `http://127.0.0.1:${server.port}/v1`, model: 'own' }])
    await setting('history.location', 'workspace')
    const runs = Array.from({ length: 50 }, () => commands.executeCommand('thinktree.explainSelection'))
    while (asked < 50) await sleep(20)
    for (let stopped = 0; stopped < 20; stopped++) {
      await sleep(Math.random() * 20)
      await commands.executeCommand('thinktree.stop')
    }
    await Promise.all(runs)
    const turns = await settled(folder)
    await setting('history.location', undefined)
    rmSync(folder, { recursive: true })
    const wholes = new Set<number>()
    for (const { body, head } of turns) {
      const numbers = [...new Set([...body.matchAll(/run-(\d+)\b/g)].map(([, number]) => Number(number)))]
      assert.ok(numbers.length <= 1, `one kept run is of streams ${numbers.join()}`)
      const [number] = numbers
      if (number === undefined || head.state?.kind !== 'done') continue
      assert.equal(body.match(/run-/g)?.length, words + 1)
      wholes.add(number)
    }
    assert.ok(wholes.size >= 30, `${wholes.size} whole`)
    for (const number of wholes) assert.ok(over.has(number))
  })

  async function fifty(): Promise<void> {
    const asked = endpoint.requests.length
    const runs = Array.from({ length: 50 }, () => commands.executeCommand('thinktree.explainSelection'))
    while (endpoint.requests.length < asked + 50) await sleep(50)
    for (let stopped = 0; stopped < 20; stopped++) {
      await sleep(Math.random() * 50)
      await commands.executeCommand('thinktree.stop')
    }
    await Promise.all(runs)
    const outcomes = await Promise.all(endpoint.requests.slice(asked).map(({ outcome }) => outcome))
    assert.equal(outcomes.length, 50)
    assert.ok(outcomes.filter((outcome) => outcome === 'finished').length >= 30)
  }
})

/** Of each thought in the test of mixing. */
const words = 100

/** Writes a thought and an answer that say nothing but which run they are of; tells whether it could to the end. */
async function writeRun(run: number, response: http.ServerResponse): Promise<boolean> {
  const say = (delta: object, more = {}) =>
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, ...more }] })}\n\n`)
  for (let word = 0; word < words && !response.closed; word++) {
    say({ reasoning_content: `run-${run} ` })
    await sleep(10)
  }
  say({ content: `run-${run}` }, { finish_reason: 'stop' })
  response.end('data: [DONE]\n\n')
  return !response.closed
}

/** The last turns of the traces in a folder, once none is being written. */
async function settled(folder: string) {
  for (;;) {
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith('.think'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
    const turns = texts.flatMap((text) => readDocument(text).turns)
    if (turns.length >= 50 && turns.every(({ fields }) => fields['state'] !== 'running')) return turns
    await sleep(100)
  }
}

function connections(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
}

function listening() {
  return Object.fromEntries(process.eventNames().map((name) => [String(name), process.listenerCount(name)]))
}

/** Bytes in use once nothing is under way any more: the least after several collections. */
async function heapAtRest(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  let least = Infinity
  for (let round = 0; round < 10; round++) {
    await sleep(500)
    collect()
    least = Math.min(least, process.memoryUsage().heapUsed)
  }
  return least
}

async function set(endpoints: unknown): Promise<void> {
  await setting('endpoints', endpoints)
}

async function setting(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration('thinktree').update(name, value, ConfigurationTarget.Global)
}
