import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Folder } from '../../src/extension/keeping/folder.ts'
import {
  isTurnId,
  panelIdOf,
  readAskedRecord,
  readPanelRecord,
  type AskedRecord,
  type PanelRecord,
} from '../../src/extension/keeping/records.ts'
import { Store } from '../../src/extension/keeping/store.ts'
import type { PanelId, TurnId } from '../../src/protocol/webview.ts'

let path: string
let problems: string[]
const folder = () => new Folder(path, (error) => problems.push(String(error)))
const store = () => new Store(path, (message) => problems.push(message))

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'tt-store-'))
  problems = []
})
afterEach(() => rmSync(path, { recursive: true, force: true }))

test('what is written is there, also for another', async () => {
  const mine = folder()
  mine.write('a', () => ({ one: 1 }))
  expect(await mine.read('a')).toEqual({ one: 1 })
  await mine.settled()
  expect(await folder().read('a')).toEqual({ one: 1 })
  expect(await folder().read('none')).toBeUndefined()
})

test('of several versions the last is written, and nothing is left beside it', async () => {
  const mine = folder()
  for (let version = 0; version < 50; version++) mine.write('a', () => ({ version }))
  await mine.settled()
  expect(JSON.parse(readFileSync(join(path, 'a.json'), 'utf8'))).toEqual({ version: 49 })
  expect(readdirSync(path)).toEqual(['a.json'])
})

test('what waits is written when the window ends, be it in the midst of writing', async () => {
  const mine = folder()
  mine.write('a', () => 'a')
  mine.write('b', () => 'b')
  mine.dispose()
  expect(
    readdirSync(path)
      .filter((name) => name.endsWith('.json'))
      .toSorted(),
  ).toEqual(['a.json', 'b.json'])
  expect(readFileSync(join(path, 'a.json'), 'utf8')).toBe('"a"')
  await mine.settled()
  expect(problems).toEqual([])
})

test('what cannot be written is said, and nothing else', async () => {
  writeFileSync(join(path, 'file'), '')
  const nowhere = new Folder(join(path, 'file', 'below'), (error) => problems.push(String(error)))
  nowhere.write('a', () => 1)
  await nowhere.settled()
  expect(problems).toHaveLength(1)
  expect(await nowhere.names()).toEqual([])
})

test('the oldest goes when there is too much', async () => {
  const mine = folder()
  for (const [index, name] of ['old', 'older', 'new'].entries()) {
    mine.write(name, () => 'x'.repeat(100))
    await mine.settled()
    utimesSync(join(path, `${name}.json`), 0, [200, 100, 300][index] ?? 0)
  }
  await mine.prune({ files: 2, bytes: 1e6 })
  expect(await mine.names()).toEqual(['new', 'old'])
  await mine.prune({ files: 9, bytes: 150 })
  expect(await mine.names()).toEqual(['new'])
})

test('panels, and what was asked, come back as they were kept', async () => {
  const before = store()
  before.keepAsked(turn, () => asked)
  before.keepPanel(panel('one', 5, [turn]))
  before.keepPanel(panel('empty', 9, []))
  await before.settled()
  const after = store()
  expect(await after.asked(turn)).toEqual(asked)
  expect(await after.lastPanel([])).toEqual(panel('one', 5, [turn]))
  expect(await after.lastPanel(['one' as PanelId])).toBeUndefined()
  expect(problems).toEqual([])
})

test('a damaged file is passed over', async () => {
  const before = store()
  before.keepPanel(panel('one', 5, [turn]))
  before.keepAsked(turn, () => asked)
  await before.settled()
  writeFileSync(join(path, 'panels', 'two.json'), '{"version":2,"id":"two","tur')
  const file = join(path, 'asked', `${turn}.json`)
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20))
  expect((await store().lastPanel([]))?.id).toBe('one')
  expect(await store().asked(turn)).toBeUndefined()
})

test('whatever stands in a file, what is read has its shape', () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.anything(),
      fc.constantFrom('request', 'code', 'id', 'turns', 'files'),
      (one, other, part) => {
        expect(readAskedRecord(one)).toBeUndefined()
        const broken: unknown = { version: 2, ...asked, [part]: other }
        expect(typeof readAskedRecord(broken)?.request).toBe('string')
        const kept = readPanelRecord({ version: 2, id: 'p', turns: other, files: other, [part]: one })
        for (const id of kept?.turns ?? []) expect(isTurnId(id)).toBe(true)
        for (const file of kept?.files ?? []) expect(typeof file).toBe('string')
      },
    ),
  )
})

test('no name leads out of the folder', () => {
  for (const id of ['../a', 'a/b', '..', '', 'a.b', 'x'.repeat(65), 7, null])
    expect(panelIdOf(id)).toBeUndefined()
  expect(panelIdOf('3f2b-a')).toBe('3f2b-a')
  for (const id of ['../a', 'a/b', '..', '.a', '', 'x'.repeat(65), 7, null]) expect(isTurnId(id)).toBe(false)
  expect(isTurnId('3f2b-a.1')).toBe(true)
})

const turn = 'turn-1' as TurnId
const asked: AskedRecord = {
  request: '# Request',
  code: {
    context: { path: 'src/cart.ts', language: 'typescript', text: 'let a' },
    file: 'file:///shop/src/cart.ts',
    root: 'file:///shop',
    asked: [0, 0, 2, 5],
    known: { paths: ['src/cart.ts'], names: ['total'] },
  },
}

function panel(id: string, usedAt: number, turns: readonly TurnId[]): PanelRecord {
  return { id: id as PanelId, turns, files: ['/a.think'], saved: { draft: 'x' }, usedAt }
}
