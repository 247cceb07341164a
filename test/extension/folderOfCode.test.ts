import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderOfCode } from '../../src/extension/editor/folderOfCode.ts'
import { contextHash } from '../../src/traces/contextHash.ts'

const scratch = mkdtempSync(join(tmpdir(), 'tt-folders-'))
const [empty, old, now] = ['empty', 'old', 'now'].map((name) => ({ fsPath: join(scratch, name) }))
const sent = 'const a = 1\nconst b = 2\n'
const code = { path: 'src/a.ts', lines: [2, 2], hash: contextHash(sent, [2, 2]) } as const

beforeAll(() => {
  write(empty, 'b.ts', '')
  write(old, 'a.ts', 'const a = 1\nconst b = 3\n')
  write(now, 'a.ts', sent)
})
afterAll(() => rmSync(scratch, { recursive: true }))

test.each([
  ['the one that has it as it was sent', [empty, old, now], code, now],
  ['the one that has its file', [empty, old], code, old],
  ['the first that has its file, where none has it as it was sent', [old, now], { ...code, hash: '' }, old],
  ['the first, where none has its file', [empty, old], { ...code, path: 'src/c.ts' }, empty],
  ['the first, where the path leads out of it', [empty, now], { ...code, path: '../now/src/a.ts' }, empty],
  ['the first, where no code was sent', [empty, now], undefined, empty],
  ['none, where none is open', [], code, undefined],
])('of several folders, code is in %s', (_, folders, asked, expected) => {
  expect(
    folderOfCode(
      folders.filter((folder) => folder !== undefined),
      asked,
    ),
  ).toBe(expected)
})

function write(folder: { readonly fsPath: string } | undefined, name: string, text: string) {
  if (!folder) throw new Error('No folder')
  mkdirSync(join(folder.fsPath, 'src'), { recursive: true })
  writeFileSync(join(folder.fsPath, 'src', name), text)
}
