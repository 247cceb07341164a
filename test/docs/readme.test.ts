import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kinds } from '../../src/core/step.ts'
import { dataFormats } from '../../src/export/formats.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly default: unknown; readonly order?: number }>>
    }[]
    readonly commands: readonly { readonly command: string; readonly title: string }[]
    readonly keybindings: readonly { readonly command: string; readonly key: string }[]
  }
  readonly engines: { readonly vscode: string }
  readonly version: string
}

const manifest = JSON.parse(read('package.json')) as Manifest
const words = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>
const readme = read('README.md')
const pages = globSync('docs/*.md', { cwd: root }).map((page) => page.replaceAll('\\', '/'))
/** As the settings page has them. */
const settings = manifest.contributes.configuration.flatMap(({ properties }) =>
  Object.entries(properties).toSorted(([, one], [, other]) => (one.order ?? 0) - (other.order ?? 0)),
)

test('the table of settings is the manifest’s, in the order of the settings page', () => {
  const rows = [...readme.matchAll(/^\| `(thinktree\.[\w.]+)` *\| (.*?) *\|/gm)]
  expect(rows.map(([, name, value]) => [name, value])).toEqual(
    settings.map(([name, { default: value }]) => [name, shown(value)]),
  )

  function shown(value: unknown): string {
    return value === '' ? '_(empty)_' : `\`${JSON.stringify(value)}\``
  }
})

test('every setting is read, and no other', () => {
  const reading = /\b(?:get(?:<[^>]*>)?|inspect(?:<[^>]*>)?|text|number)\('([\w.]+)'/g
  const names = [...read('src/extension/settings.ts').matchAll(reading)].map(
    ([, name]) => `thinktree.${name}`,
  )
  expect(new Set(names)).toEqual(new Set(settings.map(([name]) => name)))
})

test('every command and setting it speaks of is there', () => {
  const titles = manifest.contributes.commands.map(({ title }) => words[title.replaceAll('%', '')])
  const commands = [...readme.matchAll(/\*\*ThinkTree: ([^*]+)\*\*|^\| \*\*([^*]+)\*\*/gm)]
  expect(commands.length).toBeGreaterThan(8)
  for (const [, inText, inTable] of commands) expect(titles).toContain(inText ?? inTable)

  const names = settings.map(([name]) => name)
  for (const [name] of readme.matchAll(/thinktree\.[a-z]+\.[\w.]*\w/g)) expect(names).toContain(name)
})

test('the keys of commands are the manifest’s', () => {
  for (const { command, key } of manifest.contributes.keybindings) {
    const title = words[`command.${command.replace('thinktree.', '')}`]
    const shown = key.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())
    const row = readme.split('\n').find((line) => line.startsWith(`| **${title}** `))
    expect(row, `a row for ${title ?? command} in a table of README.md`).toContain(`\`${shown}\``)
  }
})

test('the kinds of steps are the core’s', () => {
  expect(readme).toContain(`Steps have a kind: ${kinds.map((kind) => `_${kind}_`).join(', ')}.`)
})

test('docs/export.md has all forms of training data, in their order', () => {
  const rows = [...read('docs/export.md').matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name)
  expect(rows).toEqual([...dataFormats.map(({ name }) => name), 'json', 'html', 'markdown'])
})

test('versions are today’s', () => {
  expect(readme).toContain(`thinktree-${manifest.version}.vsix`)
  expect(readme).toContain(`VS Code ${manifest.engines.vscode.replace(/^\^(\d+\.\d+)\.0$/, '$1')}`)
  expect(read('CHANGELOG.md')).toContain(`## ${manifest.version}`)
})

test('no relative link but to pictures, which stand on lines of their own and are left out of the package', () => {
  for (const [line, picture = ''] of readme.matchAll(/.*!\[[^\]]*\]\(([^)]*)\).*/g)) {
    expect(line).toMatch(/^!\[[^\]]+\]\(docs\/images\/[\w-]+\.png\)$/)
    expect(existsSync(join(root, picture)), picture).toBe(true)
  }
  expect(readme).not.toMatch(/<img|\]\((?!https:|docs\/images\/)/)
})

test('files that the docs name are there', () => {
  for (const page of ['README.md', 'samples/README.md', ...pages]) {
    const named = [...read(page).matchAll(/`((?:src|webview|test|scripts|docs|samples)\/[\w./-]*)`/g)]
    for (const [, path] of named) expect(existsSync(join(root, path ?? '')), `${page}: ${path}`).toBe(true)
  }
})

test('it names every page of the docs', () => {
  for (const page of pages) expect(readme).toContain(`\`${page}\``)
})
