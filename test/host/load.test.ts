import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commands, ConfigurationTarget, extensions, Selection, window, workspace } from 'vscode'
import { createSampleEndpoint } from '../../scripts/endpoint/server.ts'

describe('load', () => {
  it('fifty questions at once, many stopped: each ends, and no connection stays', async () => {
    const extension = extensions.getExtension('thinktree.thinktree')
    const samples = join(extension?.extensionPath ?? '', 'samples/traces')
    const endpoint = await createSampleEndpoint({ samples, tokensPerSecond: 1000 })
    await set([{ name: 'load', baseUrl: endpoint.url, model: 'sample-r1' }])
    const document = await workspace.openTextDocument({ content: 'one\ntwo\n' })
    const editor = await window.showTextDocument(document)
    editor.selection = new Selection(0, 0, 1, 3)
    const before = connections()

    const runs = Array.from({ length: 50 }, () => commands.executeCommand('thinktree.explainSelection'))
    while (endpoint.requests.length < 50) await sleep(50)
    for (let stopped = 0; stopped < 20; stopped++) {
      await sleep(Math.random() * 50)
      await commands.executeCommand('thinktree.stop')
    }
    await Promise.all(runs)
    const outcomes = await Promise.all(endpoint.requests.map(({ outcome }) => outcome))
    assert.equal(outcomes.length, 50)
    assert.ok(outcomes.filter((outcome) => outcome === 'finished').length >= 30)
    while (connections() > before) await sleep(50)

    await set(undefined)
    await endpoint.close()
  })
})

function connections(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
}

async function set(endpoints: unknown): Promise<void> {
  await workspace.getConfiguration('thinktree').update('endpoints', endpoints, ConfigurationTarget.Global)
}
