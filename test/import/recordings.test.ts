import { describe, expect, test } from 'vitest'
import { isRecord, listOf, parseJson, recordOf, textOf } from '../../src/base/json.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { readReply } from '../../src/endpoint/reply.ts'
import { importText } from '../../src/import/importer.ts'
import { readDocument } from '../../src/traces/document.ts'
import { keptOf } from '../../src/traces/turns.ts'
import { sharedText } from '../support/shared.ts'
import { inEnglish } from '../../src/base/say.ts'

const manifest = listOf(parseJson(sharedText('wire/streams/MANIFEST.json') ?? '[]')).filter(isRecord)

describe.skipIf(manifest.length === 0)('recorded streams are read without loss', () => {
  test.each(manifest.map((recording) => [textOf(recording['file']), recording] as const))(
    '%s',
    async (file, recording) => {
      const text = sharedText(`wire/streams/${file}`) ?? ''
      const { conversations, problems } = importText(text)
      const heard = await asAsked(text)
      const calls = callsIn(text)
      if (heard.reasoning === '' && heard.answer === '' && !heard.hidden && calls.length === 0) {
        expect(conversations).toEqual([])
        expect(problems).toHaveLength(1)
        return
      }
      expect(problems).toEqual([])
      expect(conversations).toHaveLength(1)
      const { turns, problems: wrong } = readDocument(conversations[0]?.document() ?? '')
      expect(wrong).toEqual([])
      expect(turns).toHaveLength(1)
      const [turn] = turns.map(keptOf)
      expect(turn).toMatchObject({
        reasoning: heard.reasoning,
        answer: heard.answer,
        usage: heard.usage,
        hidden: heard.hidden,
      })
      expect(turns[0]?.head.calls).toEqual(calls)
      expect(turn?.state.kind).toBe(heard.state.kind)
      expect(listOf(recording['models'])).toContain(turns[0]?.head.model || undefined)
    },
  )
})

/** What the panel would show of it. */
async function asAsked(text: string) {
  const body = new Response(text).body
  if (!body) throw new Error('no body')
  const asked = {
    url: 'http://server',
    model: 'm',
    secrets: [],
    timeouts: { connect: 0, firstByte: 0, idle: 0 },
    say: inEnglish,
  }
  const turn = createTurn(defaultSplit)
  for await (const delta of readReply(body, asked, new AbortController().signal)) turn.push(delta, 0)
  turn.end('closed', 0)
  return turn.value()
}

/** The calls of tools in a recorded stream, their pieces joined. */
function callsIn(stream: string) {
  const calls: { name: string; arguments: string }[] = []
  for (const [, data = ''] of stream.matchAll(/^(?:data: *)?(\{.*\})\r?$/gm)) {
    const { delta } = recordOf(listOf(recordOf(parseJson(data))['choices'])[0])
    for (const piece of listOf(recordOf(delta)['tool_calls']).map(recordOf)) {
      const call = (calls[Number(piece['index'] ?? 0)] ??= { name: '', arguments: '' })
      const { name, arguments: written } = recordOf(piece['function'])
      call.name += textOf(name)
      call.arguments += textOf(written)
    }
  }
  return calls
}
