import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { grammarFiles } from '../../scripts/grammars/files.ts'
import { root } from '../../scripts/project.ts'
import { hasBuiltIn, openGrammars, tokenize, type Grammars, type Piece } from '../support/grammar.ts'

test.each(grammarFiles)('%s is what scripts/grammars.ts writes', (name, text) => {
  expect(readFileSync(join(root, 'syntaxes', name), 'utf8')).toBe(text)
})

describe.skipIf(!hasBuiltIn)('what is coloured', () => {
  let grammars: Grammars
  beforeAll(async () => {
    grammars = await openGrammars()
  })

  test.each([
    ['english.think', 'text.think'],
    ['chinese.think', 'text.think'],
    ['notes.md', 'text.html.markdown'],
    ['server.log', 'text.log'],
    ['plain.txt', 'text.plain'],
  ])('%s', async (file, scope) => {
    const text = readFileSync(join(import.meta.dirname, 'texts', file), 'utf8')
    const lines = tokenize(await grammars.load(scope), text)
    await expect(lines.map(picture).join('')).toMatchFileSnapshot(`texts/${file}.snap`)
  })

  test.each([
    ['<think>a</think>b', 'think'],
    ['<thinking>\na</thinking>b', 'thinking'],
    ['[THINK]a[/THINK]b', '[THINK]'],
    ['◁think▷a\n◁/think▷b', '◁think▷'],
    ['<|START_THINKING|>a<|END_THINKING|>b', '<|START_THINKING|>'],
    ['<seed:think>\na\n</seed:think>\nb', 'seed:think'],
  ])('%s', async (text, tag) => {
    const pieces = tokenize(await grammars.load('text.think'), text).flat()
    const within = (piece: Piece) => piece.scopes.includes('meta.thought.think')
    expect(pieces.find(({ scopes }) => scopes.at(-1) === 'entity.name.tag.think')?.text).toBe(tag)
    expect(pieces.map((piece) => [piece.text, within(piece)])).toContainEqual(['a', true])
    expect(pieces.map((piece) => [piece.text, within(piece)])).toContainEqual(['b', false])
  })

  const long = 100_000
  const hostile: readonly (readonly [string, string])[] = [
    ['words', 'so it is. '],
    ['letters', 'a'],
    ['digits', '1'],
    ['figures', '1,000'],
    ['folders', 'a/'],
    ['dots', 'a.'],
    ['citations', 'a.ts:3 '],
    ['ticks', '`'],
    ['spans', '`a` '],
    ['open spans', `${'a'.repeat(1001)}\``],
    ['dollars', '$a'],
    ['open formulas', '\\('],
    ['closed formulas', '\\(a\\)'],
    ['stars', '*'],
    ['bold', '**a '],
    ['openings', '<think>'],
    ['half openings', '<thin'],
    ['half closings', '</thin'],
    ['quoted closings', '"</think>'],
    ['white space', ' '],
    ['wide full stops', '。等等，'],
    ['lines', 'line 3 to '],
    ['Chinese lines', '第 3 行到 '],
    ['hashes', '#'],
    ['quotes', '> '],
    ['moves', 'Okay, so. But wait. Let me just '],
    ['brackets', '[('],
  ]
  // A scanner's call looks for the next token: as many as there are tokens, and each at least one character long.
  test.each(hostile)('a line of 100,000 characters in bounded steps: %s', async (_, piece) => {
    const line = piece.repeat(Math.ceil(long / piece.length)).slice(0, long)
    const grammar = await grammars.load('text.think')
    const before = grammars.steps()
    const lines = tokenize(grammar, `<think>\n${line}\n</think>\nb`)
    expect(grammars.steps() - before).toBeLessThan(3 * long)
    expect(lines.at(-1)?.at(-1)?.scopes).not.toContain('meta.thought.think')
    const half = grammars.steps()
    tokenize(await grammars.load('text.plain'), line)
    expect(grammars.steps() - half).toBeLessThan(3 * long)
  })

  test('no repetition without a bound inside another', () => {
    for (const [name, text] of grammarFiles)
      for (const [, pattern] of text.matchAll(/"(?:match|begin|end|while)": "((?:[^"\\]|\\.)*)"/g))
        expect(`${name}: ${nested(JSON.parse(`"${pattern}"`) as string)}`).toBe(`${name}: `)
  })
})

/** A group that is repeated and holds something repeated without a bound. */
function nested(pattern: string): string {
  return (
    /\([^()]*[^\\(][+*](?!\w)[^()]*\)(?:[+*]|\{\d+,\})/.exec(
      pattern.replace(/\[(?:[^\]\\]|\\.)*\]/g, 'x'),
    )?.[0] ?? ''
  )
}

/** A line and, below it, what its pieces are; of embedded languages only that they are there. */
function picture(pieces: readonly Piece[]): string {
  const notes: { from: number; to: number; readonly scopes: string }[] = []
  let at = 0
  for (const { text, scopes } of pieces) {
    const last = notes.at(-1)
    const told = scopesOf(scopes)
    if (last?.scopes === told) last.to += text.length
    else notes.push({ from: at, to: at + text.length, scopes: told })
    at += text.length
  }
  const lines = notes
    .filter(({ scopes }) => scopes !== '')
    .map(({ from, to, scopes }) => `#${' '.repeat(from)}${'^'.repeat(to - from)} ${scopes}\n`)
  return `>${pieces.map(({ text }) => text).join('')}\n${lines.join('')}`
}

function scopesOf([, ...scopes]: readonly string[]): string {
  const embedded = scopes.findIndex((scope) => scope.startsWith('meta.embedded'))
  const told = embedded < 0 ? scopes : scopes.slice(0, embedded + 1)
  return told.filter((scope) => scope !== 'meta.body.think').join(' ')
}
