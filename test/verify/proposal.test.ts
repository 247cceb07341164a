import { describe, expect, test } from 'vitest'
import { applyHunks, readPatch } from '../../src/verify/patch.ts'
import { proposalsIn } from '../../src/verify/proposal.ts'

const asked = [{ path: 'src/cart.ts', lines: [2, 3] as const, hash: 'sha256:1' }]
const shown = (answer: string, context: Parameters<typeof proposalsIn>[1] = asked) =>
  proposalsIn(answer, context).map((each) => ({
    kind: each.kind,
    path: each.path,
    ...('code' in each && { code: each.code }),
  }))

describe('what an answer proposes', () => {
  test('the last block in the language of the code, in place of what was asked about', () => {
    const answer =
      'Before:\n\n```ts\nold\n```\n\nBetter:\n\n```typescript\nnew\n```\n\nRun it:\n\n```sh\nnpm test\n```\n'
    expect(shown(answer)).toEqual([{ kind: 'lines', path: 'src/cart.ts', code: 'new' }])
    expect(shown(answer, [{ path: 'src/cart.ts' }])).toEqual([
      { kind: 'file', path: 'src/cart.ts', code: 'new' },
    ])
    expect(shown(answer, [])).toEqual([])
    expect(shown('No code, only `words`.')).toEqual([])
    expect(shown('```constructor\nx\n```')).toEqual([])
  })

  test.each([
    ['behind the fence', '```ts src/a.ts\nx\n```'],
    ['as its title', '```ts title="src/a.ts"\nx\n```'],
    ['with a colon', '```ts:src/a.ts\nx\n```'],
    ['in a comment', '```ts\n// src/a.ts\nx\n```'],
    ['on the line above', '**`src/a.ts`**:\n\n```ts\nx\n```'],
    ['as a heading', '### src/a.ts\n\n~~~ts\nx\n~~~'],
  ])('another file, named %s, is the whole of it', (_, answer) => {
    expect(shown(answer)).toEqual([{ kind: 'file', path: 'src/a.ts', code: 'x' }])
  })

  test('the name of the file that was asked about says no more than none', () => {
    expect(shown('```ts src/cart.ts\nx\n```')).toEqual([{ kind: 'lines', path: 'src/cart.ts', code: 'x' }])
    expect(shown('In Node.js:\n\n```ts\nx\n```')).toEqual([{ kind: 'lines', path: 'src/cart.ts', code: 'x' }])
    expect(shown('### Node.js\n\n```ts\nx\n```')).toEqual([{ kind: 'lines', path: 'src/cart.ts', code: 'x' }])
  })

  test('a diff, for the files that it names, else for the one that was asked about', () => {
    const diff = '```diff\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-a\n+b\n```'
    expect(shown(diff)).toEqual([{ kind: 'patch', path: 'src/a.ts' }])
    expect(shown('```diff\n@@ -1 +1 @@\n-a\n+b\n```')).toEqual([{ kind: 'patch', path: 'src/cart.ts' }])
  })

  test('blocks in lists lose the list’s indentation; a fence within a longer one is code', () => {
    expect(shown('1. Do this:\n   ```ts\n   a\n     b\n   ```\n')).toMatchObject([{ code: 'a\n  b' }])
    expect(shown('````ts\n```\nx\n```\n````')).toMatchObject([{ code: '```\nx\n```' }])
  })
})

describe('a diff', () => {
  const apply = (text: string, diff: string) => applyHunks(text, readPatch(diff)[0]?.hunks ?? [])
  const text = 'a\nb\nc\nd\nb\nc\n'

  test('is applied where its lines stand, whatever its numbers say', () => {
    expect(apply(text, '@@ -9,9 +9,9 @@\n c\n-d\n+D\n')).toBe('a\nb\nc\nD\nb\nc\n')
    expect(apply(text, '@@ -5,2 +5,2 @@\n-b\n+B\n c\n')).toBe('a\nb\nc\nd\nB\nc\n')
    expect(apply(text, '@@ -1 +1,2 @@\n+0\n a\n@@ -5 +6 @@\n-b\n+B\n')).toBe('0\na\nb\nc\nd\nB\nc\n')
  })

  test('does not fit where they do not stand', () => {
    expect(apply(text, '@@ -1 +1 @@\n-x\n+y\n')).toBeUndefined()
  })

  test('makes and deletes files', () => {
    const diff =
      'diff --git a/n b/n\n--- /dev/null\n+++ b/n.ts\n@@ -0,0 +1 @@\n+x\n--- a/o.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-y\n'
    expect(readPatch(diff).map(({ kind, path }) => [kind, path])).toEqual([
      ['create', 'n.ts'],
      ['delete', 'o.ts'],
    ])
  })
})
