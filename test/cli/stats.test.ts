import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleShape } from '../../scripts/endpoint/inside.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { terminal } from './terminal.ts'

const trace = `---
format: 1
id: a
question: How much is it?
model: deepseek-ai/DeepSeek-R1
asked: 2026-11-24T12:00:00Z
state: done
usage: {prompt: 1000, completion: 400, reasoning: 300, cached: 600, drafted: 50, accepted: 40, prefill: 0.25}
prices: {input: 0.55, cached: 0.14, output: 2.19, currency: USD, asOf: 2025-02-01}
times: {firstText: 0.5, firstAnswer: 3, ended: 4.5}
timing: 0/0.5 60/2.5
---
<think>
Two and two. Wait, is that so? Let me check: four.
</think>

Four.
`
const files = {
  'a.think': trace,
  'b.think': trace.replace('2026-11-24', '2026-11-25'),
  'other.think': trace.replace('deepseek-ai/DeepSeek-R1', 'another'),
  'raw.txt': '<think>\na\n</think>\n\nb',
}

describe('figures of traces', () => {
  test('what it took, by the card that its published name tells', async () => {
    const [row] = await rowsOf(['a.think'])
    expect(row).toMatchObject({
      file: 'a.think',
      turn: 1,
      tokens: 400,
      estimated: false,
      seconds: 4.5,
      cachedShare: 0.6,
      acceptedShare: 0.8,
      firstTokenSeconds: 0.5,
      prefillSeconds: 0.25,
      tokensPerSecond: 100,
      card: 'deepseek-r1',
      prefillFlops: 400 * 74e9,
      flops: 400 * 74e9,
      denseFlops: 800 * 1342e9,
      currency: 'USD',
      pricesAsOf: '2025-02-01',
    })
    expect(row?.['cost']).toBeCloseTo((400 * 0.55 + 600 * 0.14 + 400 * 2.19) / 1e6)
    expect(row).not.toHaveProperty('meanProbability')
    expect(row).not.toHaveProperty('wattHours')
  })

  test('by step: the tokens of the reasoning, and what they took', async () => {
    const rows = await rowsOf(['a.think', '--by', 'statement'])
    expect(rows.map(({ kind, title }) => [kind, title])).toContainEqual([
      'check',
      expect.stringContaining('check'),
    ])
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0)
    expect(sum('tokens')).toBeGreaterThan(290)
    expect(sum('flops')).toBeCloseTo(sum('tokens') * 74e9)
    const kinds = await rowsOf(['a.think', '--by', 'kind'])
    expect(kinds.reduce((total, row) => total + Number(row['tokens']), 0)).toBe(sum('tokens'))
  })

  test('by day, of many files', async () => {
    const rows = await rowsOf(['a.think', 'b.think', 'a.think', '--by', 'day'])
    expect(rows).toMatchObject([
      { day: '2026-11-24', traces: 2, tokens: 800, currency: 'USD' },
      { day: '2026-11-25', traces: 1, tokens: 400 },
    ])
    expect(rows[0]).toMatchObject({ prefillFlops: 800 * 74e9, flops: 800 * 74e9, computed: 2 })
    expect(rows[0]).toMatchObject({ drafted: 100, accepted: 80 })
    const [some] = await rowsOf(['a.think', 'other.think', '--by', 'day'])
    expect(some).toMatchObject({ traces: 2, computed: 1, flops: 400 * 74e9 })
    expect(rows[0]).not.toHaveProperty('wattHours')
    const [bare] = await rowsOf(['raw.txt', '--by', 'day'])
    expect(bare).toEqual({ day: '', traces: 1, tokens: 5, estimated: true })
  })

  test('a card of one’s own, energy and all', async () => {
    const [row] = await rowsOf(['a.think', '--card', '{"like": "deepseek-r1", "energy": 700}'])
    expect(row?.['wattHours']).toBeCloseTo((400 * 700) / 1e6)
    const [bare] = await rowsOf(['raw.txt'])
    expect(bare).toEqual({ file: 'raw.txt', turn: 1, model: '', level: 'trace', tokens: 5, estimated: true })
  })

  test('as CSV and as a table', async () => {
    const csv = await terminal(['stats', 'a.think', '--by', 'step', '--format', 'csv'], { files })
    const [head = '', first = ''] = csv.out.split('\r\n')
    expect(head.split(',').slice(0, 8).join()).toBe('file,turn,day,model,level,step,kind,title')
    expect(first).toMatch(/^a\.think,1,2026-11-24,deepseek-ai\/DeepSeek-R1,step,s0,/)
    const { out } = await terminal(['stats', 'a.think', 'b.think'], { files })
    expect(out.split('\n')).toHaveLength(4)
    expect(out).toContain('2.96e+13')
    expect(out).not.toContain('meanProbability')
  })

  test('a formula in a title stays a text in CSV', async () => {
    const hostile = { 'h.think': '<think>\n=HYPERLINK("http://x","y")\n</think>\n\nb' }
    const { out } = await terminal(['stats', 'h.think', '--by', 'statement', '--format', 'csv'], {
      files: hostile,
    })
    expect(out).toContain(`"'=HYPERLINK(`)
  })

  test.each([
    [['stats'], 'stats takes files, or - for standard input.'],
    [['stats', 'gone.think'], 'gone.think does not exist.'],
    [['stats', 'a.think', '--by', 'x'], '--by must be trace, phase, step, statement, kind or day, not “x”.'],
    [['stats', 'a.think', '--card', 'gpt'], 'thinktree stats --help lists, not “gpt”.'],
  ])('bad input: %j', async (args, complaint) => {
    const { exitCode, notes } = await terminal(args, { files })
    expect([exitCode, notes[0]]).toEqual([2, expect.stringContaining(complaint)])
  })

  test('of experts nothing is known', async () => {
    const { exitCode, out, notes } = await terminal(
      ['stats', 'a.think', '--of', 'experts', '--format', 'json'],
      { files },
    )
    expect([exitCode, out, notes]).toEqual([1, '[]\n', ['Of no trace is it known which experts worked.']])
  })
})

describe('what a server told of the inside', () => {
  let endpoint: SampleEndpoint
  const given = { written: {} as Record<string, string>, bytes: {} as Record<string, Uint8Array> }
  beforeAll(async () => {
    endpoint = await createSampleEndpoint()
    const card = { ...sampleShape, name: 'sample', total: 10, active: 2 }
    const profile = (server: string, form: string) => ({
      name: server,
      server,
      baseUrl: endpoint.url,
      model: `sample-r1:${form}`,
      card,
      logprobs: 3,
    })
    const profiles = JSON.stringify([profile('sglang', 'reasoning_content'), profile('vllm', 'reasoning')])
    for (const name of ['sglang', 'vllm'])
      await terminal(
        [
          'ask',
          'Where do the cents go?',
          '--profile',
          name,
          '--profiles',
          'p.json',
          '--experts',
          '-o',
          `${name}.think`,
        ],
        { ...given, files: { 'p.json': profiles } },
      )
  })
  afterAll(() => endpoint.close())

  test.each(['sglang', 'vllm'])('is kept beside the trace and laid on its steps (%s)', async (name) => {
    const file = `${name}.think`
    expect(Object.keys(given.bytes)).toContain(`${file}.inside`)
    const [whole] = await rowsOf([file], given)
    expect(whole).toMatchObject({ laidBy: 'tokens', routedTokens: Number(whole?.['tokens']) - 1 })
    expect(whole?.['knownShare']).toBeCloseTo(1, 1)
    const rows = await rowsOf([file, '--by', 'statement'], given)
    expect(
      rows.every(
        ({ meanProbability, routedTokens }) => Number(meanProbability) > 0 && Number(routedTokens) > 0,
      ),
    ).toBe(true)
    expect(rows.every(({ entropyBits }) => Number(entropyBits) < 2)).toBe(true)
  })

  test('both servers tell the same of the same tokens', async () => {
    const [one, other] = await Promise.all(
      ['sglang.think', 'vllm.think'].map((file) => rowsOf([file, '--of', 'experts'], given)),
    )
    expect(one?.map(({ layer, expert, count }) => [layer, expert, count])).toEqual(
      other?.map(({ layer, expert, count }) => [layer, expert, count]),
    )
    expect(Math.min(...(one ?? []).map(({ layer }) => Number(layer)))).toBe(1)
  })

  test('layers, lift and overlap', async () => {
    const layers = await rowsOf(['sglang.think', '--of', 'layers'], given)
    expect(layers).toHaveLength(5)
    expect(layers[0]).toMatchObject({ layer: 1, mostBits: 5, working: 32 })
    const lift = await rowsOf(['sglang.think', '--of', 'lift'], given)
    expect(lift.length).toBeGreaterThan(5)
    expect(
      lift.every(({ lift: times, count, all }) => Number(times) > 0 && Number(count) <= Number(all)),
    ).toBe(true)
    const overlap = await rowsOf(['sglang.think', '--of', 'overlap'], given)
    expect(overlap.every(({ overlap: share }) => Number(share) > 0 && Number(share) <= 1)).toBe(true)
  })

  test('a file that is broken is left out, and that is said', async () => {
    const bytes = {
      'sglang.think.inside': (given.bytes['sglang.think.inside'] ?? new Uint8Array()).slice(0, -9),
    }
    const { exitCode, notes } = await terminal(['stats', 'sglang.think'], { ...given, bytes })
    expect([exitCode, notes]).toEqual([0, ['sglang.think.inside was left out: it is not whole.']])
  })
})

async function rowsOf(
  args: readonly string[],
  given: Parameters<typeof terminal>[1] = { files },
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { exitCode, out, notes } = await terminal(['stats', ...args, '--format', 'json'], given)
  expect([exitCode, notes]).toEqual([0, []])
  return JSON.parse(out)
}
