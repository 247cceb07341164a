import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import type { Delta } from '../../src/base/delta.ts'
import { isRecord, listOf, numberOf, parseJson, recordOf, textOf } from '../../src/base/json.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { usageOf } from '../../src/endpoint/usage.ts'
import { ask, listen } from '../support/listen.ts'

const folder = path.join(import.meta.dirname, '../../../shared/wire/streams')
const manifest = existsSync(folder)
  ? listOf(parseJson(readFileSync(path.join(folder, 'MANIFEST.json'), 'utf8'))).filter(isRecord)
  : []
if (manifest.length === 0) console.log(`Recorded streams are not tested: there is no ${folder}.`)

/** `undefined`: as recorded. */
const seeds = [undefined, 1, 2, 3]

describe.skipIf(manifest.length === 0)('recorded streams, over HTTP', () => {
  let endpoint: SampleEndpoint
  beforeAll(async () => {
    endpoint = await createSampleEndpoint({ recordings: folder })
  })
  afterAll(() => endpoint.close())

  describe.each(manifest.map((recording) => [textOf(recording['file']), recording] as const))(
    '%s',
    (file, recording) => {
      test.each(seeds)('cut by %s', async (seed) => {
        const model = `recording/${file}${seed === undefined ? '' : `:${seed}`}`
        const { deltas, reasoning, content, usage, finish, failure } = await listen(
          ask({ url: endpoint.url, model }),
        )

        // The counts are of characters.
        expect(Array.from(reasoning).length).toBe(recording['reasoning_chars'])
        expect(Array.from(content).length).toBe(recording['content_chars'])
        expect(finish).toBe(listOf(recording['finish_reasons'])[0])
        if (recording['usage'] !== null) expect(usage).toEqual(usageOf(recording))
        expect(failure !== undefined).toBe(recording['error'] !== null)
        if (failure)
          expect(failure.message).toContain(textOf(recordOf(recording['error'])['message']).slice(0, 100))
        expect(deltas.some((delta) => delta.kind === 'closed')).toBe(recording['done_marker'])

        const turn = turnOf(deltas)
        const inline = listOf(recording['inline_tags']).map(textOf).join('')
        expect(turn.reasoning.length + turn.answer.length + inline.length).toBe(
          reasoning.length + content.length,
        )
        if (inline === '') expect(turn).toMatchObject({ reasoning, answer: content })
        else expect(`<think>${turn.reasoning}</think>${turn.answer}`).toBe(content)
        expect(turn.hidden).toBe(
          (numberOf(recordOf(recording['reasoning_details_types'])['reasoning.encrypted']) ?? 0) > 0,
        )
      })
    },
  )
})

function turnOf(deltas: readonly Delta[]) {
  const turn = createTurn(defaultSplit)
  for (const delta of deltas) turn.push(delta, 0)
  turn.end('closed', 0)
  return turn.value()
}
