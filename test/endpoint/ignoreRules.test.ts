import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isIgnored, readIgnoreRules } from '../../src/endpoint/ignoreRules.ts'

const outer = String.raw`
# secrets
*.pem
.env*
!.env.example
/build
docs/*.txt
**/cache/**
logs/
a/**/z
file[0-9].ts
no[!a]t
\#odd
trailing\ 
tmp/
!tmp/keep.ts
`
const inner = '!inner.pem\n/only-here\n'

const paths = [
  'key.pem',
  'src/key.pem',
  'src/inner.pem',
  'inner.pem',
  '.env',
  'src/.env.local',
  '.env.example',
  'build/a.ts',
  'src/build/a.ts',
  'docs/a.txt',
  'docs/more/a.txt',
  'src/docs/a.txt',
  'cache/a',
  'src/cache/a/b',
  'src/cached/a',
  'logs/today',
  'src/logs',
  'a/z',
  'a/b/c/z',
  'b/a/z',
  'file1.ts',
  'filex.ts',
  'nott',
  'nobt',
  'noat',
  '#odd',
  'trailing ',
  'tmp/keep.ts',
  'src/only-here',
  'src/more/only-here',
  'only-here',
  'src/plain.ts',
]

test('a file is ignored where Git ignores it', () => {
  const files = [readIgnoreRules(outer, ''), readIgnoreRules(inner, 'src/')]
  expect(paths.filter((each) => isIgnored(each, files))).toEqual(ignoredByGit())
})

test('what cannot be read as a pattern matches nothing', () => {
  expect(isIgnored('a', [readIgnoreRules('[z-a]\n(\n', '')])).toBe(false)
})

function ignoredByGit(): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'ignore-'))
  try {
    execFileSync('git', ['init', '-q', folder])
    mkdirSync(path.join(folder, 'src'))
    writeFileSync(path.join(folder, '.gitignore'), outer)
    writeFileSync(path.join(folder, 'src/.gitignore'), inner)
    const input = paths.join('\0')
    const args = ['-c', 'core.excludesFile=/dev/null', 'check-ignore', '--no-index', '--stdin', '-z']
    return execFileSync('git', args, { cwd: folder, input, encoding: 'utf8' }).split('\0').filter(Boolean)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
