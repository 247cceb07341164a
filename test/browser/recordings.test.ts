import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { root } from '../../scripts/project.ts'
import { isRecord, listOf, numberOf, parseJson, recordOf, textOf } from '../../src/base/json.ts'
import { askOn, beforeTests, copiedBy, openVsCode, type VsCode } from '../support/vscode.ts'

const folder = join(root, '../shared/wire/streams')
const manifest = existsSync(folder)
  ? listOf(parseJson(readFileSync(join(folder, 'MANIFEST.json'), 'utf8'))).filter(isRecord)
  : []
if (manifest.length === 0)
  console.log(`Recorded streams are not replayed in the panel: there is no ${folder}.`)

/** As recorded, and with the bytes cut elsewhere. */
const cuts = ['', ':11']

describe.skipIf(manifest.length === 0)('recorded streams, through extension and panel', () => {
  let endpoint: SampleEndpoint
  let code: VsCode

  beforeTests(async (use) => {
    endpoint = use(await createSampleEndpoint({ recordings: folder }))
    code = use(await openVsCode(settings('sample-r1')))
    await code.workbench.openFile('cart.ts')
    await code.workbench.selectLines(10, 14)
    await code.workbench.command('ThinkTree: Explain Selection')
    await ended()
  })

  describe.each(manifest.map((recording) => [textOf(recording['file']), recording] as const))(
    '%s',
    (file, recording) => {
      test.each(cuts)('cut by %j', async (cut) => {
        const model = `recording/${file}${cut}`
        await ask(model)
        const reasoning = await copied('Copy the reasoning as it came')
        const answer = await copied('Copy the explanation as Markdown')
        const tags = listOf(recording['inline_tags']).map(textOf).join('')
        // The counts are of characters; a thought inside the content is counted there, with its tags.
        const inline = tags !== ''
        const counted = (text: string) => Array.from(text).length
        expect(counted(reasoning) + counted(answer) + tags.length).toBe(
          Number(recording['reasoning_chars']) + Number(recording['content_chars']),
        )
        if (!inline) expect(counted(reasoning)).toBe(recording['reasoning_chars'])
        expect(reasoning).not.toMatch(/<\/?think>/)

        const facts = await panel().locator('header').innerText()
        const usage = recordOf(recording['usage'])
        const completion = numberOf(usage['completion_tokens'])
        if (completion !== undefined && completion > 0 && reasoning + answer !== '')
          expect(facts.replaceAll(',', '')).toMatch(new RegExp(`(^|\\D)${shown(usage, completion)} tokens`))
        if (recording['error'] !== null) expect(facts).toContain('Failed')
      })
    },
  )

  /** xAI and Copilot leave the reasoning out of what they call completion. */
  function shown(usage: Readonly<Record<string, unknown>>, completion: number): number {
    const reasoning =
      numberOf(recordOf(usage['completion_tokens_details'])['reasoning_tokens']) ??
      numberOf(usage['reasoning_tokens']) ??
      0
    return reasoning > completion ? completion + reasoning : completion
  }

  async function ask(model: string): Promise<void> {
    code.profile.writeSettings(settings(model))
    const asked = endpoint.requests.length
    for (let attempt = 0; ; attempt++) {
      await askOn(panel(), `Go on with ${asked + attempt}.`)
      await expect.poll(() => endpoint.requests.length).toBeGreaterThan(asked + attempt)
      // A turn for each request: the newest is shown, and it has ended.
      await expect.poll(() => panel().getByRole('tab').count()).toBe(endpoint.requests.length)
      await ended()
      // VS Code takes a changed setting a moment after the file is written.
      if (endpoint.requests.at(-1)?.body['model'] === model || attempt > 20) break
    }
    await panel().locator('header').getByText(`${model} @`).waitFor()
  }

  async function ended(): Promise<void> {
    await panel().locator('header').locator('.state-done, .state-incomplete, .state-failed').waitFor()
  }

  /** Empty where there is nothing to copy. */
  async function copied(button: string): Promise<string> {
    const copy = panel().getByRole('button', { name: button })
    return (await copy.count()) === 0 ? '' : copiedBy(code, copy)
  }

  function panel() {
    return code.workbench.panel()
  }

  function settings(model: string) {
    return { 'thinktree.endpoints': [{ name: 'recordings', baseUrl: endpoint.url, model }] }
  }
})
