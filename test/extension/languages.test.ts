import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { languages } from '../../src/protocol/languages.ts'
import { headSchema, type Schema } from '../../src/traces/schema.ts'

type Texts = Readonly<Record<string, string>>

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const texts = (path: string): Texts => JSON.parse(read(path))
const others = languages.filter((language) => language !== 'en')

test('what there are texts in is what the pages speak', () => {
  for (const start of ['l10n/bundle.l10n', 'package.nls']) {
    const found = globSync(`${start}.*.json`, { cwd: root }).map((path) => path.split('.').at(-2))
    expect(new Set(found), start).toEqual(new Set(others))
  }
})

/** What the host says in English, as it stands in `l10n.t(…)`, with the file. */
const said = globSync('src/extension/**/*.ts', { cwd: root }).flatMap((file) =>
  [...read(file).matchAll(/\bl10n\.t\(\s*(?:(['"])((?:\\.|(?!\1).)*)\1|(.{0,40}))/gs)].map(
    ([, , text, other]) => ({ file, text: text?.replaceAll(/\\(.)/g, '$1'), other }),
  ),
)

/** What the language server says, what it says of heads, and what an endpoint's failures say. */
const served = [
  ...globSync('src/{language,server,endpoint}/**/*.ts', { cwd: root }),
  ...globSync('src/inside/{insideFile,npy,problem,routing}.ts', { cwd: root }),
  ...globSync('src/traces/{checkHead,document,frontMatter}.ts', { cwd: root }),
].flatMap((file) =>
  [...read(file).matchAll(/(?:\b(?:say|wrong)\(|\bmessage:)\s*'((?:\\.|[^'])*)'/g)].map(
    ([, text = '']) => text,
  ),
)

function descriptions({ description, properties = {}, items }: Schema): readonly string[] {
  const inner = [...Object.values(properties), ...(items ? [items] : [])].flatMap(descriptions)
  return description === undefined ? inner : [description, ...inner]
}

test('what the host says stands where it is said, so that it can be found', () => {
  expect(said.filter(({ text }) => text === undefined)).toEqual([])
  expect(said.length).toBeGreaterThan(100)
  expect(served.length).toBeGreaterThan(40)
})

describe.each(others)('what the host, the language server and endpoints say: %s', (language) => {
  const translated = texts(`l10n/bundle.l10n.${language}.json`)

  test('is there, and nothing else is', () => {
    const english = new Set([
      ...said.flatMap(({ text }) => text ?? []),
      ...served,
      ...descriptions(headSchema),
    ])
    expect([...english].filter((text) => !(text in translated))).toEqual([])
    expect(Object.keys(translated).filter((text) => !english.has(text))).toEqual([])
  })

  test('keeps its places for values', () => {
    expect(Object.entries(translated).filter(([english, text]) => places(english) !== places(text))).toEqual(
      [],
    )
  })
})

describe.each(others)('what the manifest says: %s', (language) => {
  const english = texts('package.nls.json')
  const translated = texts(`package.nls.${language}.json`)

  test('is there, as in English, and all of it is used', () => {
    const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key)
    expect(new Set(Object.keys(english))).toEqual(new Set(used))
    expect(new Set(Object.keys(translated))).toEqual(new Set(used))
  })

  test('has the same links, and no sentence that was left in English', () => {
    const links = (text = '') => [...text.matchAll(/\]\(command:[\w.]+\)/g)].map(String).toSorted()
    for (const key of Object.keys(english))
      expect([key, links(translated[key])]).toEqual([key, links(english[key])])
    expect(Object.keys(english).filter((key) => english[key] === translated[key])).toEqual([])
  })

  test('says the names of the host’s commands as the palette does', () => {
    const host = texts(`l10n/bundle.l10n.${language}.json`)
    for (const key of ['setKey', 'chooseEndpoint', 'chooseModel', 'addEndpoint', 'trySample'] as const)
      expect(host[english[`command.${key}`] ?? '']).toBe(translated[`command.${key}`])
  })
})

function places(text: string): string {
  return [...text.matchAll(/\{\d\}/g)].map(String).toSorted().join()
}
