import { globSync, readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

interface Rule {
  /** The rooms a room may import, beside itself. */
  readonly rooms: readonly string[]
  /** The packages it may import. */
  readonly packages: RegExp
}

const nothing = /^$/
const plain = (...rooms: string[]): Rule => ({ rooms, packages: nothing })

/** The arrows. A room that is not named here may not exist. */
const rules: Readonly<Record<string, Rule>> = {
  'src/base': plain(),
  'src/core': plain('src/base'),
  'src/traces': { rooms: ['src/base', 'src/core'], packages: /^yaml$/ },
  'src/judge': plain('src/base', 'src/core', 'src/traces'),
  'src/markup': { rooms: ['src/base'], packages: /^marked$/ },
  'src/export': {
    rooms: ['src/base', 'src/core', 'src/traces', 'src/judge', 'src/markup'],
    packages: /^marked$/,
  },
  'src/inside': { rooms: ['src/base', 'src/core', 'src/traces'], packages: /^node:/ },
  'src/sampling': plain('src/base', 'src/core', 'src/traces', 'src/judge', 'src/endpoint'),
  'src/verify': { rooms: ['src/base', 'src/core', 'src/traces'], packages: /^node:/ },
  'src/protocol': plain('src/base', 'src/core'),
  'src/language': plain('src/base', 'src/core', 'src/traces'),
  'src/server': {
    rooms: ['src/base', 'src/core', 'src/traces', 'src/language', 'src/protocol'],
    packages: /^(vscode-languageserver|node:)/,
  },
  'src/endpoint': { rooms: ['src/base'], packages: /^(openai|node:.*)$/ },
  'src/import': plain('src/base', 'src/core', 'src/traces', 'src/judge', 'src/endpoint', 'src/inside'),
  'src/extension': {
    rooms: [
      'src/base',
      'src/core',
      'src/traces',
      'src/judge',
      'src/export',
      'src/inside',
      'src/verify',
      'src/sampling',
      'src/protocol',
      'src/endpoint',
      'src/import',
    ],
    packages: /^(vscode|vscode-languageclient\/node|node:.*)$/,
  },
  'src/cli': {
    rooms: [
      'src/base',
      'src/core',
      'src/traces',
      'src/judge',
      'src/export',
      'src/inside',
      'src/verify',
      'src/sampling',
      'src/endpoint',
      'src/import',
    ],
    packages: /^node:/,
  },
  webview: {
    rooms: ['src/base', 'src/core', 'src/judge', 'src/protocol', 'src/markup'],
    packages: /^(?!vscode$|openai|node:)/,
  },
}

describe('a room imports only what its arrows allow', () => {
  for (const [room, files] of Object.entries(sources()))
    test(room, () => {
      const broken = files.flatMap((file) =>
        importsOf(file)
          .filter((specifier) => !allows(room, file, specifier))
          .map((specifier) => `${file} imports ${specifier}`),
      )
      expect(broken).toEqual([])
    })
})

test('no file of the core imports, by way of others, itself', () => {
  const files = sources()['src/core'] ?? []
  const imports = new Map(
    files.map((file) => [file, importsOf(file).map((to) => posix.join(posix.dirname(file), to))]),
  )
  // Take away what imports nothing that is left, again and again: what remains goes round, or leads there
  let left = files
  for (let before = Infinity; left.length < before;) {
    before = left.length
    const standing = new Set(left)
    left = left.filter((file) => imports.get(file)?.some((to) => standing.has(to)))
  }
  expect(left).toEqual([])
})

test('one file talks to the SDK', () => {
  const importers = Object.values(sources())
    .flat()
    .filter((file) => importsOf(file).some((specifier) => /^openai\b/.test(specifier)))
  expect(importers).toEqual(['src/endpoint/openai.ts'])
})

test('imports are found however they are written', () => {
  const text = [
    `import { a } from './a.ts'`,
    `import type {\n  B,\n} from './b.ts'`,
    `export { c } from './c.ts'`,
    `import './d.css'`,
    `const e = await import('./e.ts')`,
  ].join('\n')
  expect(specifiers(text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.css', './e.ts'])
})

function sources(): Readonly<Record<string, readonly string[]>> {
  const files = globSync(['src/**/*.{ts,tsx}', 'webview/**/*.{ts,tsx}'], { cwd: root })
  return Object.fromEntries(
    Map.groupBy(files.map((file) => file.replaceAll('\\', '/')).sort(), (file) => roomOf(file)),
  )
}

/** `src/core` of `src/core/deep/file.ts`. */
function roomOf(file: string): string {
  return file.split('/', file.startsWith('src/') ? 2 : 1).join('/')
}

function importsOf(file: string): readonly string[] {
  return specifiers(readFileSync(resolve(root, file), 'utf8'))
}

function specifiers(text: string): readonly string[] {
  const written =
    /^(?:import|export)\s(?:[\w\s{},*$]*\sfrom\s)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...text.matchAll(written)].map(([, fixed, called]) => fixed ?? called ?? '')
}

function allows(room: string, file: string, specifier: string): boolean {
  const rule = rules[room]
  if (!rule) return false
  if (!specifier.startsWith('.')) return rule.packages.test(specifier)
  const target = roomOf(posix.join(posix.dirname(file), specifier))
  return target === room || rule.rooms.includes(target)
}
