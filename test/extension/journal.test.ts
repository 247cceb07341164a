import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { readKept } from '../../src/extension/keeping/interrupted.ts'
import { Journal } from '../../src/extension/keeping/journal.ts'
import { fileName } from '../../src/extension/keeping/names.ts'
import { isReadOnly } from '../../src/extension/keeping/replaceFile.ts'
import { readTrace, TraceFile } from '../../src/extension/keeping/traceFile.ts'
import { isGone, writerOf } from '../../src/extension/keeping/writer.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { keptOf, type NewTurn } from '../../src/traces/turns.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-journal-'))
  path = join(folder, 'a.think')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const me = writerOf(process.pid)
const text = () => readFileSync(path, 'utf8')

describe('the file of a conversation', () => {
  test('has its turns one after another, each where it was', async () => {
    const file = new TraceFile(path, me)
    await file.write([turn('one', 'First')], 'running')
    expect(text()).toContain('state: running')
    expect(text()).toContain(me)
    await file.write([turn('two', 'Then')], 'running')
    await file.write([turn('one', 'First of all', 'done')], 'running')
    await file.write([turn('two', 'Then done', 'done')], 'ended')
    const document = await readTrace(path)
    expect(document?.turns.map(({ head }) => head.id)).toEqual(['one', 'two'])
    expect(document?.turns.map((each) => keptOf(each).reasoning)).toEqual(['First of all', 'Then done'])
    expect(text()).not.toMatch(/running|writers/)
    expect(readdirSync(folder)).toEqual(['a.think'])
  })

  test('keeps what people write into it meanwhile', async () => {
    const file = new TraceFile(path, me)
    await file.write([turn('one', 'First')], 'running')
    writeFileSync(path, text().replace('id: one', 'id: one # mine\ntitle: A title\nmine: yes'))
    await file.write([turn('one', 'First, more', 'done')], 'ended')
    const [one] = (await readTrace(path))?.turns ?? []
    expect(one?.head.title).toBe('A title')
    expect(one?.fields['mine']).toBe('yes')
    expect(one && keptOf(one).reasoning).toBe('First, more')
  })

  test.skipIf(process.platform === 'win32')(
    'may be a link, and no more people can read it then',
    async () => {
      const real = join(folder, 'real.think')
      await new TraceFile(real, me).write([turn('one', 'First', 'done')], 'ended')
      chmodSync(real, 0o600)
      symlinkSync(real, path)
      const file = new TraceFile(path, me)
      await file.write([turn('two', 'Then')], 'running')
      file.writeNow([turn('two', 'Then done', 'done')])
      expect(lstatSync(path).isSymbolicLink()).toBe(true)
      expect(statSync(real).mode & 0o777).toBe(0o600)
      expect((await readTrace(real))?.turns.map((each) => keptOf(each).reasoning)).toEqual([
        'First',
        'Then done',
      ])
      expect(readdirSync(folder)).toEqual(['a.think', 'real.think'])
    },
  )

  test('is left as it is where it is read-only', async () => {
    const file = new TraceFile(path, me)
    await file.write([turn('one', 'First', 'done')], 'ended')
    const before = text()
    chmodSync(path, 0o444)
    expect(isReadOnly(path)).toBe(true)
    await expect(file.write([turn('two', 'Then')], 'running')).rejects.toMatchObject({ code: 'EACCES' })
    expect(() => file.writeNow([turn('two', 'Then')])).toThrow('is read-only')
    expect(text()).toBe(before)
    chmodSync(path, 0o644)
    await new TraceFile(path, me).write([turn('two', 'Then', 'done')], 'ended')
    expect((await readTrace(path))?.turns).toHaveLength(2)
  })

  test('is written by two windows at once, and neither loses anything', async () => {
    const windows = [process.pid, process.ppid].map((pid) => ({
      name: String(pid),
      file: new TraceFile(path, writerOf(pid)),
    }))
    await Promise.all(
      windows.map(async ({ name, file }) => {
        for (let round = 1; round <= 15; round++)
          await file.write(
            [turn(`${name}-${round}`, `said ${round}`, 'done')],
            round < 15 ? 'running' : 'ended',
          )
      }),
    )
    const ids = (await readTrace(path))?.turns.map(({ head }) => head.id) ?? []
    expect(ids).toHaveLength(30)
    expect(new Set(ids).size).toBe(30)
    expect(text()).not.toContain('writers')
  })
})

describe('a run that was interrupted', () => {
  test('is marked when its writer is gone, and what came is there', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    await new TraceFile(path, me.replace(/:\d+:/, `:${dead}:`)).write([turn('one', 'So far')], 'running')
    const [one] = (await readKept(path, me))?.turns ?? []
    expect(one && keptOf(one)).toMatchObject({
      reasoning: 'So far',
      state: { kind: 'incomplete', why: 'interrupted' },
    })
    expect(text()).toContain('state: incomplete\nwhy: interrupted\n')
    expect(text()).not.toContain('writers')
  })

  test('has what came while the disk was slow', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    const file = new TraceFile(path, me.replace(/:\d+:/, `:${dead}:`))
    await file.write([turn('one', 'So far')], 'running')
    file.aside([turn('one', 'So far, and more')])
    expect(text()).not.toContain('more')
    const [one] = (await readKept(path, me))?.turns ?? []
    expect(one && keptOf(one).reasoning).toBe('So far, and more')
    expect(text()).toContain('why: interrupted')
    expect(readdirSync(folder)).toEqual(['a.think'])
  })

  test('leaves nothing beside its file where all was written', async () => {
    const file = new TraceFile(path, me)
    await file.write([turn('one', 'So far')], 'running')
    file.aside([turn('one', 'So far, and more')])
    await file.write([turn('one', 'So far, and more', 'done')], 'ended')
    expect(readdirSync(folder)).toEqual(['a.think'])
  })

  test('is not one while its writer lives, be it silent', async () => {
    await new TraceFile(path, me).write([turn('one', 'So far')], 'running')
    utimesSync(path, 0, 0)
    const before = text()
    await readKept(path, me)
    expect(text()).toBe(before)
  })

  test('of another machine is one when its file was not touched for two minutes', () => {
    const other = `0000abcd:${process.pid}:1`
    expect(isGone(other, 1000, 2000)).toBe(false)
    expect(isGone(other, 1000, 200_000)).toBe(true)
  })

  test('is told from a process that has the same number by now', () => {
    if (process.platform !== 'linux') return
    expect(isGone(me, Date.now(), Date.now())).toBe(false)
    expect(isGone(`${me}7`, Date.now(), Date.now())).toBe(true)
  })
})

describe('the journal', () => {
  test('writes what begins at once, and the rest as it comes', async () => {
    const { journal, written } = open()
    let said = 'First'
    journal.adopt(id, path)
    journal.keep(id, 'begins', () => turn('one', said))
    await journal.settled()
    expect(text()).toContain('First')
    said = 'First, second'
    journal.keep(id, 'grew', () => turn('one', said))
    await until(() => text().includes('second'))
    journal.keep(id, 'ended', () => turn('one', said, 'done'))
    await journal.settled()
    expect(text()).toContain('state: done')
    expect(written).toContain(path)
  })

  test('writes the last at once when the window ends, also over what is on its way', async () => {
    const { journal } = open()
    journal.adopt(id, path)
    journal.keep(id, 'begins', () => turn('one', 'First'))
    journal.keep(id, 'last', () => turn('one', 'Last', 'stopped'))
    journal.dispose()
    expect(text()).toContain('Last')
    await journal.settled()
    await sleep(50)
    expect(text()).toContain('Last')
    expect(text()).not.toContain('writers')
  })

  test('writes how a turn ended that is closed before its turn comes', async () => {
    const { journal, failures } = open()
    journal.adopt('one' as TurnId, path)
    journal.keep('one' as TurnId, 'begins', () => turn('one', 'Fir'))
    let isOpen = true
    journal.keep('one' as TurnId, 'ended', () => {
      if (!isOpen) throw new Error('A turn is gone that was to be written.')
      return turn('one', 'First', 'done')
    })
    isOpen = false
    journal.leave('one' as TurnId)
    await journal.settled()
    expect(text()).toContain('First')
    expect([text().includes('running'), failures]).toEqual([false, []])
  })

  test('says once that a folder cannot be written to, and writes all when it can be', async () => {
    writeFileSync(join(folder, 'below'), 'a file where the folder should be')
    const { journal, failures } = open()
    const below = join(folder, 'below', 'a.think')
    journal.adopt(id, below)
    journal.keep(id, 'begins', () => turn('one', 'First'))
    await journal.settled()
    await journal.settled()
    expect(failures).toEqual([below])
    rmSync(join(folder, 'below'))
    await journal.settled()
    expect(readFileSync(below, 'utf8')).toContain('First')
  })

  test('goes to another folder that was chosen while one cannot be written to', async () => {
    writeFileSync(join(folder, 'below'), 'a file where the folder should be')
    const { journal } = open()
    let now = join(folder, 'below')
    journal.adoptNew(id, 'a.think', () => now)
    journal.keep(id, 'begins', () => turn('one', 'First'))
    now = join(folder, 'elsewhere')
    await journal.settled()
    await journal.settled()
    expect(readFileSync(join(folder, 'elsewhere', 'a.think'), 'utf8')).toContain('First')
  })

  test('waits on a disk that is full, and what was there stays whole', async ({ skip }) => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', disk], { stdio: 'ignore' })
    } catch {
      return skip('A small disk cannot be made here.')
    }
    try {
      const { journal, failures } = open()
      const file = join(disk, 'a.think')
      journal.adopt(id, file)
      journal.keep(id, 'begins', () => turn('one', 'First'))
      await journal.settled()
      const long = 'More. '.repeat(20_000)
      journal.keep(id, 'grew', () => turn('one', long))
      await journal.settled()
      expect(failures).toEqual([file])
      expect(readFileSync(file, 'utf8')).toContain('First')
      expect(readdirSync(disk)).toEqual(['a.think'])
      execFileSync('mount', ['-o', 'remount,size=4m', disk])
      await journal.settled()
      expect(readFileSync(file, 'utf8')).toContain(long)
      journal.dispose()
    } finally {
      execFileSync('umount', [disk])
    }
  })

  test('somebody’s broken head is left alone: the run goes to a file beside', async () => {
    const { journal } = open()
    journal.adopt(id, path)
    journal.keep(id, 'begins', () => turn('one', 'First'))
    await journal.settled()
    const newer = text().replace('format: 1', 'format: 9')
    writeFileSync(path, newer)
    journal.keep(id, 'ended', () => turn('one', 'First, last', 'done'))
    await journal.settled()
    expect(text()).toBe(newer)
    expect(readFileSync(join(folder, 'a~2.think'), 'utf8')).toContain('First, last')
  })

  test('killed at any moment, its file is whole, and behind by no more than it says', async () => {
    for (let round = 0; round < 5; round++) {
      const child = spawn(process.execPath, [join(root, 'test/support/journalled.ts'), path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let told = 0
      child.stdout.on('data', (chunk: Buffer) => {
        for (const line of chunk.toString().trim().split('\n')) told = Math.max(told, Number(line))
      })
      await until(() => told > 3)
      await sleep(Math.random() * 700)
      child.kill('SIGKILL')
      await once(child, 'exit')
      const [one] = (await readKept(path, me))?.turns ?? []
      const kept = one && keptOf(one)
      expect(kept?.state).toEqual({ kind: 'incomplete', why: 'interrupted' })
      const words = kept?.reasoning.trim().split(' ') ?? []
      expect(words).toEqual(words.map((_, index) => String(index)))
      rmSync(path)
    }
  })
})

test('a file is called by the day and the question', () => {
  const noon = new Date(2026, 10, 25, 12).getTime()
  expect(fileName('Why is `total()`/cart slow?\nAnd…', noon, '7f3c0012-ab')).toBe(
    '2026-11-25 Why is total cart slow And 7f3c00.think',
  )
  expect(fileName('为什么慢？', noon, 'a')).toBe('2026-11-25 为什么慢 a.think')
  expect(fileName('../..', noon, 'a')).toBe('2026-11-25 a.think')
})

const id = 'one' as TurnId

function open() {
  const failures: string[] = []
  const written: string[] = []
  const journal = new Journal({
    writer: me,
    failed: (_, at) => failures.push(at),
    written: (at) => written.push(at),
  })
  return { journal, failures, written }
}

function turn(name: string, reasoning: string, end?: 'done' | 'stopped'): NewTurn {
  return {
    head: { id: name, question: `Question ${name}?` },
    value: {
      reasoning,
      answer: '',
      timeline: [],
      state: end ? { kind: end } : { kind: 'thinking' },
      usage: {},
      times: { latest: 5, ...(end && { ended: 5 }) },
      hidden: false,
    },
  }
}

async function until(good: () => boolean): Promise<void> {
  while (!good()) await sleep(20)
}
