import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { sampleShape } from '../../scripts/endpoint/inside.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { inEnglish } from '../../src/base/say.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { Insides, type KeptAt } from '../../src/extension/inside/insides.ts'
import { writerOf } from '../../src/extension/keeping/writer.ts'
import { Turns } from '../../src/extension/turns.ts'
import { insideOf } from '../../src/inside/inside.ts'
import { readInside } from '../../src/inside/insideFile.ts'
import { checkMessage } from '../../src/protocol/check.ts'
import type { TurnHead, TurnId } from '../../src/protocol/webview.ts'
import { ask, type Asked } from '../support/listen.ts'

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
})
afterAll(() => endpoint.close())
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-inside-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const id = 'one' as TurnId

test('what a server tells of a run is told to the page, and is there again in another window', async () => {
  const { turns, insides, warnings } = inWindow()
  await run(turns, { logprobs: 4, experts: true, expertFields: { return_routed_experts: true } })
  const told = await insides.tell(id)
  const steps = turns.get(id)?.value.steps ?? []
  expect(Object.keys(told?.sure?.steps ?? {})).toHaveLength(steps.length)
  expect(told?.sure?.covered).toBeCloseTo(1, 1)
  expect(told?.sure?.unsure.length).toBeGreaterThan(0)
  expect(told?.experts).toMatchObject({ by: 'tokens', firstLayer: 1, load: { layers: 5, experts: 32 } })
  const statement = steps.findLast(({ level }) => level === 'statement')
  const step = statement && (await insides.tellStep(id, statement.id))
  expect(step?.tokens[0]).toMatchObject({ at: statement?.span.from })
  expect(step?.tokens.every(({ others }) => others.length >= 3)).toBe(true)
  expect(step?.load?.tokens).toBeGreaterThan(0)
  expect(step?.overlap).toBeGreaterThan(0)
  // Of phases and steps, with each other one; of statements there are too many.
  expect(step?.overlaps).toBeUndefined()
  const phases = steps.filter(({ level }) => level === 'phase')
  const { overlaps = {} } = (phases[0] && (await insides.tellStep(id, phases[0].id))) ?? {}
  expect(Object.keys(overlaps)).toEqual(phases.slice(1).map((phase) => phase.id))
  expect(Object.values(overlaps).every((share) => share > 0 && share < 1)).toBe(true)
  await insides.settled()
  expect(readdirSync(folder)).toEqual(['a.think.inside'])

  const later = inWindow()
  const view = turns.get(id)
  if (view) later.turns.restore(view.head, view.value)
  expect(await later.insides.tell(id)).toEqual(told)
  expect([...warnings, ...later.warnings]).toEqual([])
})

test('it is known to who asks with the last change of a turn', async () => {
  const { turns, insides } = inWindow()
  const asked: unknown[] = []
  turns.listen({
    grew: (turn, { times }) => {
      if (times?.ended !== undefined) asked.push(insides.tell(turn))
    },
  })
  await run(turns, { logprobs: 1 })
  expect(await Promise.all(asked)).toEqual([{ sure: expect.anything() as unknown }])
})

test('it goes with a trace that is moved, and does not replace that of another', async () => {
  const { turns, insides } = inWindow()
  await run(turns, { logprobs: 1 })
  await insides.settled()
  const [old, moved] = [join(folder, 'a.think'), join(folder, 'b.think')]
  const content = readFileSync(`${old}.inside`)
  await insides.move(old, moved)
  expect(readdirSync(folder)).toEqual(['b.think.inside'])
  writeFileSync(`${old}.inside`, 'of another')
  await insides.move(moved, old)
  expect(readFileSync(`${moved}.inside`)).toEqual(content)
  expect(readFileSync(`${old}.inside`, 'utf8')).toBe('of another')
})

test('where it tells nothing, nothing is known and nothing written', async () => {
  const { turns, insides } = inWindow()
  await run(turns, {})
  expect(await insides.tell(id)).toBeNull()
  expect(await insides.tellStep(id, turns.get(id)?.value.steps[0]?.id ?? ('s0' as never))).toBeUndefined()
  expect(readdirSync(folder)).toEqual([])
})

test('what does not fit the card is said, and no experts are shown', async () => {
  const { turns, insides, warnings } = inWindow()
  const fields = { experts: true, expertFields: { return_routed_experts: true } }
  await run(turns, fields, { ...sampleShape, name: 'wrong', layers: 9 })
  const told = await insides.tell(id)
  expect(told?.problem).toContain('layers')
  expect(told).not.toHaveProperty('experts')
  expect(warnings).toHaveLength(1)
})

test('a file beside a trace that is broken is said to be so', async () => {
  const { turns, insides, warnings } = inWindow()
  await run(turns, { logprobs: 1 })
  await insides.settled()
  const path = join(folder, 'a.think.inside')
  writeFileSync(path, readFileSync(path).subarray(0, -3))
  const later = inWindow()
  const view = turns.get(id)
  if (view) later.turns.restore(view.head, view.value)
  expect(await later.insides.tell(id)).toEqual({ problem: 'a.think.inside was left out: it is not whole.' })
  expect(warnings).toEqual([])
})

test('what a newer version has written beside a trace stays as it is', async () => {
  const path = join(folder, 'a.think.inside')
  writeFileSync(path, 'of another day')
  const { turns, insides, warnings } = inWindow()
  await run(turns, { logprobs: 1 })
  expect((await insides.tell(id))?.sure).toBeDefined()
  await insides.settled()
  expect(readFileSync(path, 'utf8')).toBe('of another day')
  expect(warnings.join()).toContain('a.think.inside was left out')
})

test('a turn that is gone on with has the tokens of both requests', async () => {
  const { turns, insides } = inWindow()
  await run(turns, { logprobs: 1 })
  const value = turns.get(id)?.value
  if (!value) throw new Error('no turn')
  const more = ' And so on, for as long as it takes to say.'
  await turns.goOn(id, defaultSplit, { kept: value, at: 'answer' }, async function* () {
    yield { kind: 'text', channel: 'content', text: more }
    yield { kind: 'tokens', tokens: [{ text: more, logprob: -1, top: [] }] }
    yield { kind: 'finished', reason: 'stop' }
  })
  const told = await insides.tell(id)
  expect(told?.sure?.covered).toBeCloseTo(1, 1)
  await insides.settled()
  const again = inWindow()
  const view = turns.get(id)
  if (view) again.turns.restore(view.head, view.value)
  expect(await again.insides.tell(id)).toEqual(told)
})

test('what was imported is known of a document that is no file yet, and written beside it once it is one', async () => {
  const { turns, insides } = inWindow()
  await run(turns, { logprobs: 1 })
  const told = await insides.tell(id)
  await insides.settled()
  const kept = readInside(readFileSync(join(folder, 'a.think.inside')))
  rmSync(join(folder, 'a.think.inside'))
  const view = turns.get(id)
  if (!view || !('file' in kept)) throw new Error('no turn')

  let saved = false
  const other = inWindow({
    keptAt: (turn) => (saved ? { path: join(folder, 'b.think'), name: turn } : undefined),
  })
  other.turns.restore(view.head, view.value)
  expect(await other.insides.tell(id)).toBeNull()
  other.insides.imported(kept.file)
  expect(await other.insides.tell(id)).toEqual(told)
  expect(readdirSync(folder)).toEqual([])
  saved = true
  other.turns.put(view.head, view.value)
  expect(await other.insides.tell(id)).toEqual(told)
  await other.insides.settled()
  expect(readdirSync(folder)).toEqual(['b.think.inside'])
})

test('of turns of one file that end at one time all is kept', async () => {
  const { turns, insides } = inWindow()
  const ids = ['one', 'two', 'three'] as TurnId[]
  await Promise.all(
    ids.map((turn) =>
      turns.start({ ...headOf(), id: turn }, defaultSplit, async function* () {
        yield { kind: 'text', channel: 'content', text: turn }
        yield { kind: 'tokens', tokens: [{ text: turn, logprob: -1, top: [] }] }
        yield { kind: 'finished', reason: 'stop' }
      }),
    ),
  )
  await insides.settled()
  const kept = readInside(readFileSync(join(folder, 'a.think.inside')))
  expect('file' in kept && [...kept.file.keys()].sort()).toEqual([...ids].sort())
})

test('the page asks by messages that are checked', () => {
  expect(checkMessage({ type: 'askStepInside', turn: 'a', step: 's0' })).toEqual({
    type: 'askStepInside',
    turn: 'a',
    step: 's0',
  })
  expect(checkMessage({ type: 'askStepInside', turn: 'a', step: 7 })).toBeUndefined()
  const steer = { type: 'steer', turn: 'a', kind: 'editStep', step: null, at: 12, text: ' so' }
  expect(checkMessage(steer)).toEqual(steer)
  expect(checkMessage({ ...steer, at: -1 })).not.toHaveProperty('at')
})

function inWindow(needs: { readonly keptAt?: (turn: TurnId) => KeptAt | undefined } = {}) {
  const turns = new Turns()
  const warnings: string[] = []
  const insides = new Insides({
    writer: writerOf(process.pid),
    turns,
    keptAt: (turn) => ({ path: join(folder, 'a.think'), name: turn }),
    nameOf: (turn) => turn,
    decode: async (heard, card) => insideOf(heard, card),
    warn: (message) => warnings.push(message),
    say: inEnglish,
    ...needs,
  })
  return { turns, insides, warnings }
}

async function run(
  turns: Turns,
  asked: Partial<Asked>,
  card: TurnHead['card'] = { ...sampleShape, name: 's' },
) {
  await turns.start({ ...headOf(), card }, defaultSplit, () =>
    ask({ url: endpoint.url, model: 'sample-r1:reasoning_content', ...asked }),
  )
}

function headOf(): TurnHead {
  return {
    id,
    follows: null,
    question: 'Why?',
    model: 'sample-r1',
    endpoint: 'test',
    subject: '',
    promptTokens: 0,
    promptBudget: 0,
    leftOut: [],
    known: { paths: [], names: [] },
    sample: false,
    askedAt: 0,
  }
}
