import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { headInFile, nameInFile, turnsOfFile, type FileTurn } from '../../src/extension/keeping/fileTurns.ts'
import { TraceFile } from '../../src/extension/keeping/traceFile.ts'
import { writerOf } from '../../src/extension/keeping/writer.ts'
import type { TurnHead, TurnId } from '../../src/protocol/webview.ts'
import { readDocument } from '../../src/traces/document.ts'
import { keptOf } from '../../src/traces/turns.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-copies-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const original = conversation('a', 'b')
const none = () => undefined

test('turns have the names of their file, each follows the one before', () => {
  expect(shape(turnsOfFile('/one.think', original, none))).toEqual([
    ['a', null],
    ['b', 'a'],
  ])
})

test('in a copy of a file that is open they have names of their own, and keep them when that is closed', () => {
  const openElsewhere = (id: TurnId) => (id === 'a' || id === 'b' ? '/one.think' : undefined)
  const copy = turnsOfFile('/copy.think', original, openElsewhere)
  const [first, second] = shape(copy)
  expect(first?.[0]).not.toBe('a')
  expect(second).toEqual([expect.not.stringMatching(/^b$/), first?.[0]])
  const ids = copy.map(({ head }) => head.id)
  // The original is closed.
  const openHere = (id: TurnId) => (ids.includes(id) ? '/copy.think' : undefined)
  expect(shape(turnsOfFile('/copy.think', original, openHere))).toEqual([first, second])
  // The window is loaded anew, with the copy in a panel: whichever comes back first.
  expect(shape(turnsOfFile('/copy.think', original, none, ids))).toEqual([first, second])
})

test('what stands beside a copy is looked for by the names that the copy has', () => {
  const turns = turnsOfFile('/copy.think', conversation('a', ''), (id) =>
    id === 'a' ? '/one.think' : undefined,
  )
  const [first, second] = turns.map((turn) => nameInFile(turn.head.id, turn))
  expect([first, second]).toEqual(['a', turns[1]?.head.id])
  expect(nameInFile('asked' as TurnId, undefined)).toBe('asked')
})

test('what is written to a copy is in the copy, in its own names', async () => {
  const path = join(folder, 'copy.think')
  writeFileSync(path, text('a', 'b'))
  const turns = turnsOfFile(path, original, (id) => (id === 'b' || id === 'a' ? '/one.think' : undefined))
  await goOnAndAsk(path, turns, 1)
  expect(written(path)).toEqual([
    ['a', '', 'Thought a.'],
    ['b', 'a', 'Thought b. And on.'],
    ['new', 'b', 'Thought b. And on.'],
  ])
})

test('turns without a name get one when they are written or followed; others stay as they are', async () => {
  const path = join(folder, 'unnamed.think')
  writeFileSync(path, text('', '', ''))
  const turns = turnsOfFile(path, conversation('', '', ''), none)
  await goOnAndAsk(path, turns, 1)
  const [first, second] = turns.map(({ head }) => head.id)
  expect(written(path)).toEqual([
    [first, '', 'Thought .'],
    [second, first, 'Thought . And on.'],
    ['', '', 'Thought .'],
    ['new', second, 'Thought . And on.'],
  ])
})

test('of two turns with one name the second is not taken for the first', async () => {
  const path = join(folder, 'twice.think')
  writeFileSync(path, text('a', 'a'))
  const turns = turnsOfFile(path, conversation('a', 'a'), none)
  await goOnAndAsk(path, turns, 1)
  const second = turns[1]?.head.id
  expect(second).not.toBe('a')
  expect(written(path)).toEqual([
    ['a', '', 'Thought a.'],
    [second, 'a', 'Thought a. And on.'],
    ['new', second, 'Thought a. And on.'],
  ])
})

test('a text without any head gets one when it is gone on with', async () => {
  const path = join(folder, 'plain.think')
  writeFileSync(path, '<think>\nThought.')
  const turns = turnsOfFile(path, readDocument('<think>\nThought.').turns, none)
  await goOnAndAsk(path, turns, 0)
  const first = turns[0]?.head.id
  expect(written(path)).toEqual([
    [first, '', 'Thought. And on.'],
    ['new', first, 'Thought. And on.'],
  ])
})

test('a parent that is not in the file keeps its name', () => {
  const [turn] = readDocument('---\nformat: 1\nid: b\nparent: gone\n---\n<think>\nSo.').turns
  const [found] = turnsOfFile('/x.think', turn ? [turn] : [], none)
  expect(found?.head.follows).toBe('gone')
  expect(found && headInFile(found.head, (id) => (id === 'b' ? found : undefined)).parent).toBe('gone')
})

/** As the keeper does: the turn is written on, and one asked after it. */
async function goOnAndAsk(path: string, turns: readonly FileTurn[], at: number) {
  const known = (id: TurnId) => turns.find(({ head }) => head.id === id)
  const file = new TraceFile(path, writerOf(process.pid))
  const found = turns[at]
  if (!found) throw new Error('no such turn')
  const before = keptOf(found.turn)
  const value = { ...before, reasoning: `${before.reasoning.trim()} And on.` }
  const asked: TurnHead = { ...found.head, id: 'new' as TurnId, follows: found.head.id }
  for (const head of [found.head, asked]) {
    const ids = [head.follows, head.id]
    const namings = ids.flatMap((id) => (id && known(id)?.naming) ?? [])
    await file.write([{ head: headInFile(head, known), value, namings }], 'ended')
  }
}

function written(path: string) {
  return readDocument(readFileSync(path, 'utf8')).turns.map((turn) => [
    turn.head.id,
    turn.head.parent,
    keptOf(turn).reasoning.trim(),
  ])
}

function conversation(...names: readonly string[]) {
  return readDocument(text(...names)).turns
}

function text(...names: readonly string[]): string {
  return names
    .map((name, index) => {
      const id = name === '' ? '' : `id: ${name}\n`
      const head = index === 0 ? '---\nformat: 1\n' : '--- turn\n'
      return `${head}${id}question: Why ${index}?\n---\n<think>\nThought ${name}.\n</think>\n\nSo.\n`
    })
    .join('\n')
}

function shape(turns: readonly FileTurn[]) {
  return turns.map(({ head }) => [head.id, head.follows])
}
