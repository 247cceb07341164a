import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { headSchema, type Schema } from '../../src/traces/schema.ts'

type Texts = Readonly<Record<string, string>>

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const texts = (path: string): Texts => JSON.parse(read(path))

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

describe('what the host, the language server and endpoints say', () => {
  const chinese = texts('l10n/bundle.l10n.zh-cn.json')

  test('stands where it is said, so that it can be found', () => {
    expect(said.filter(({ text }) => text === undefined)).toEqual([])
    expect(said.length).toBeGreaterThan(100)
    expect(served.length).toBeGreaterThan(40)
  })

  test('is there in Chinese, and nothing else is', () => {
    const english = new Set([
      ...said.flatMap(({ text }) => text ?? []),
      ...served,
      ...descriptions(headSchema),
    ])
    expect([...english].filter((text) => !(text in chinese))).toEqual([])
    expect(Object.keys(chinese).filter((text) => !english.has(text))).toEqual([])
  })

  test('keeps its places for values', () => {
    expect(Object.entries(chinese).filter(([english, text]) => places(english) !== places(text))).toEqual([])
  })
})

describe('what the manifest says', () => {
  const english = texts('package.nls.json')
  const chinese = texts('package.nls.zh-cn.json')

  test('is there in both languages, and all of it is used', () => {
    const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key)
    expect(new Set(Object.keys(english))).toEqual(new Set(used))
    expect(new Set(Object.keys(chinese))).toEqual(new Set(used))
  })

  test('has the same links, and no sentence that was left in English', () => {
    const links = (text = '') => [...text.matchAll(/\]\(command:[\w.]+\)/g)].map(String).toSorted()
    for (const key of Object.keys(english))
      expect([key, links(chinese[key])]).toEqual([key, links(english[key])])
    expect(Object.keys(english).filter((key) => english[key] === chinese[key])).toEqual([])
  })

  test('says the names of the host’s commands as the palette does', () => {
    const host = texts('l10n/bundle.l10n.zh-cn.json')
    for (const key of ['setKey', 'chooseEndpoint', 'chooseModel', 'addEndpoint', 'trySample'] as const)
      expect(host[english[`command.${key}`] ?? '']).toBe(chinese[`command.${key}`])
  })
})

function places(text: string): string {
  return [...text.matchAll(/\{\d\}/g)].map(String).toSorted().join()
}
