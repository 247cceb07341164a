import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { commands, ConfigurationTarget, extensions, Selection, window, workspace } from 'vscode'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'

describe('load', () => {
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
    const [memory, listeners] = [heap(), listening()]
    await fifty()
    while (connections() > before) await sleep(50)
    const grown = heap() / memory - 1
    console.log(`Memory after fifty questions more: ${(grown * 100).toFixed(1)} %.`)
    assert.ok(grown <= 0.05, `memory grew by ${(grown * 100).toFixed(1)} %`)
    assert.deepEqual(listening(), listeners)
    // Node's own word for listeners that pile up.
    assert.deepEqual(
      warnings.filter((warning) => warning.startsWith('MaxListeners')),
      [],
    )
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

function connections(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
}

function listening() {
  return Object.fromEntries(process.eventNames().map((name) => [String(name), process.listenerCount(name)]))
}

/** Bytes in use after a collection. */
function heap(): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
  return process.memoryUsage().heapUsed
}

async function set(endpoints: unknown): Promise<void> {
  await workspace.getConfiguration('thinktree').update('endpoints', endpoints, ConfigurationTarget.Global)
}
