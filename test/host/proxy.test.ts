import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import { listenProxy } from '../support/sockets.ts'
import { commands, ConfigurationTarget, Selection, window, workspace } from 'vscode'

describe('a proxy that VS Code knows', () => {
  it('is on the way to the endpoint', async () => {
    const asked: (string | undefined)[] = []
    const proxy = http.createServer((request, response) => {
      asked.push(request.url)
      response.end('data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n')
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const address = proxy.address()
    const port = typeof address === 'object' ? address?.port : undefined
    await set('http.proxy', `http://127.0.0.1:${port}`)
    await set('thinktree.endpoints', [{ name: 'far', baseUrl: 'http://far.invalid/v1', model: 'r1' }])
    try {
      const document = await workspace.openTextDocument({ content: 'one\ntwo\n' })
      const editor = await window.showTextDocument(document)
      editor.selection = new Selection(0, 0, 1, 3)
      await commands.executeCommand('thinktree.explainSelection')
      assert.deepEqual(asked, ['http://far.invalid/v1/chat/completions'])
    } finally {
      await set('http.proxy', undefined)
      await set('thinktree.endpoints', undefined)
      proxy.close()
    }
  })

  it('is asked for a tunnel to an https endpoint', async () => {
    const proxy = await listenProxy({})
    await set('http.proxy', `http://127.0.0.1:${proxy.port}`)
    await set('thinktree.endpoints', [{ name: 'far', baseUrl: 'https://far.invalid/v1', model: 'r1' }])
    try {
      const document = await workspace.openTextDocument({ content: 'one\ntwo\n' })
      const editor = await window.showTextDocument(document)
      editor.selection = new Selection(0, 0, 1, 3)
      await commands.executeCommand('thinktree.explainSelection')
      assert.deepEqual(proxy.asked, ['far.invalid:443'])
    } finally {
      await set('http.proxy', undefined)
      await set('thinktree.endpoints', undefined)
      await proxy[Symbol.asyncDispose]()
    }
  })
})

async function set(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration().update(name, value, ConfigurationTarget.Global)
}
