import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDocument } from '../../src/traces/document.ts'
import { emptyHead, headKeys } from '../../src/traces/head.ts'
import { headFields } from '../../src/traces/headFields.ts'
import { documentSchema, headSchema } from '../../src/traces/schema.ts'

const root = join(import.meta.dirname, '../..')

test('docs/think.schema.json is the schema that is used (node scripts/schema.ts, then npm run format)', () => {
  const file: unknown = JSON.parse(readFileSync(join(root, 'docs/think.schema.json'), 'utf8'))
  expect(file).toEqual(JSON.parse(JSON.stringify(documentSchema)))
})

test('it knows the keys that are written, and no others', () => {
  const known = Object.keys(headSchema.properties ?? {})
  expect(known).toEqual(expect.arrayContaining(Object.keys(headFields(emptyHead))))
  expect(known.toSorted()).toEqual(['format', ...headKeys].toSorted())
})

test('every key is described in docs/format.md', () => {
  const text = readFileSync(join(root, 'docs/format.md'), 'utf8')
  for (const key of ['format', ...headKeys]) expect(text, key).toContain(`| \`${key}\``)
})

test('the samples and the examples in docs/format.md are right by it', () => {
  const docs = readFileSync(join(root, 'docs/format.md'), 'utf8')
  const examples = [...docs.matchAll(/^```think\n([^]*?)^```$/gm)].map(([, example = '']) => example)
  const samples = globSync('samples/traces/*.think', { cwd: root }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  )
  expect(examples.length).toBeGreaterThan(0)
  expect(samples.length).toBeGreaterThan(0)
  for (const text of [...examples, ...samples]) {
    const { problems, turns } = readDocument(text)
    expect([text.slice(0, 200), problems]).toEqual([text.slice(0, 200), []])
    expect(turns.every(({ layout }) => layout.head)).toBe(true)
  }
})
