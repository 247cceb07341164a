import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseJson, recordOf } from '../../src/base/json.ts'
import { helpText } from '../../src/cli/help.ts'
import { terminal } from './terminal.ts'

const { out: help } = await terminal(['--help'])
const verbs = [...help.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name)

test('has paragraphs, lines as they stand, and rows in the same columns', () => {
  expect(
    helpText(
      'thinktree walk PLACE',
      'Walks to a place, as far as it is known how to come there, and back again before it is dark.',
      [
        ['-o, --output FILE', 'writes there how it went'],
        ['--by way|road|river|the air', 'on foot unless said otherwise, which is the slowest of them all'],
      ],
      '  = here   < there',
      [['--far', 'further']],
    ),
  ).toBe(`thinktree walk PLACE

Walks to a place, as far as it is known how to come there, and back again before
it is dark.

  -o, --output FILE  writes there how it went
  --by way|road|river|the air
                     on foot unless said otherwise, which is the slowest of them
                     all

  = here   < there

  --far              further
`)
})

test('is there of every verb, and fits a terminal of 80 columns', async () => {
  expect(verbs).toHaveLength(13)
  for (const verb of verbs) {
    for (const args of [
      [verb, '--help'],
      [verb, 'x', '-h'],
    ]) {
      const { exitCode, out } = await terminal(args)
      expect([exitCode, out.startsWith(`thinktree ${verb} `)]).toEqual([0, true])
      expect(out.split('\n').filter((line) => line.length > 80 || line.endsWith(' '))).toEqual([])
    }
  }
  expect(help.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test('where a verb writes, it is told in one way', async () => {
  const writing: string[] = []
  for (const verb of verbs) {
    const { out } = await terminal([verb, '--help'])
    if (!/ -o\b|--out/.test(out)) continue
    writing.push(verb)
    expect(out).toMatch(/^ {2}-o, --output (FILE|FOLDER) {2}/m)
    const { notes } = await terminal([verb, '--output', 'x'])
    expect(notes).toEqual([expect.not.stringMatching(/option/)])
  }
  expect(writing).toEqual(['ask', 'check', 'continue', 'export', 'import', 'index', 'sample'])
})

test.each(['--version', '-v'])('%s says which version it is', async (option) => {
  const { version } = recordOf(
    parseJson(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')),
  )
  expect(await terminal([option])).toEqual({ exitCode: 0, out: `${String(version)}\n`, notes: [] })
})
