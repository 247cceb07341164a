import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import oniguruma, { type FindOption, type OnigString } from 'vscode-oniguruma'
import textmate, { type IGrammar, type IOnigLib, type IRawGrammar } from 'vscode-textmate'
import { root } from '../../scripts/project.ts'

/** The grammars that come with VS Code; ours take Markdown, YAML and the languages of fences from there. */
const builtIn = join(root, '.vscode-test/code-server/node_modules/code-server/lib/vscode/extensions')
export const hasBuiltIn = existsSync(builtIn)
if (!hasBuiltIn) console.log(`Grammars are not tested with VS Code’s own: there is no ${builtIn}.`)

interface Contribution {
  readonly scopeName: string
  readonly path: string
  readonly injectTo?: readonly string[]
}

export interface Grammars {
  readonly load: (scopeName: string) => Promise<IGrammar>
  /** How often a next token was looked for, by all of them. */
  readonly steps: () => number
}

/** Loads grammars as VS Code does: its own and ours, with what they inject into each other. */
export async function openGrammars(): Promise<Grammars> {
  let steps = 0
  const found = [root, ...globSync(join(builtIn, '*'))].flatMap((folder) =>
    contributionsOf(folder).map((each) => ({ ...each, path: join(folder, each.path) })),
  )
  const files = new Map(found.map(({ scopeName, path }) => [scopeName, path]))
  const registry = new textmate.Registry({
    onigLib: onigLib(() => steps++),
    getInjections: (scopeName) =>
      found.filter(({ injectTo }) => injectTo?.includes(scopeName)).map((each) => each.scopeName),
    loadGrammar: async (scopeName) => {
      const path = files.get(scopeName)
      return path === undefined
        ? null
        : (textmate.parseRawGrammar(readFileSync(path, 'utf8'), path) as IRawGrammar)
    },
  })
  return { load, steps: () => steps }

  async function load(scopeName: string): Promise<IGrammar> {
    const grammar = await registry.loadGrammar(scopeName)
    if (!grammar) throw new Error(`There is no grammar ${scopeName}.`)
    return grammar
  }
}

function contributionsOf(folder: string): readonly Contribution[] {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return []
  const { contributes } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly contributes?: { readonly grammars?: readonly Contribution[] }
  }
  return contributes?.grammars ?? []
}

async function onigLib(count: () => void): Promise<IOnigLib> {
  const { buffer } = new Uint8Array(
    readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')),
  )
  await oniguruma.loadWASM(buffer)
  return {
    createOnigScanner(patterns) {
      const scanner = new oniguruma.OnigScanner(patterns)
      return {
        dispose: () => scanner.dispose(),
        findNextMatchSync(text: string | OnigString, from: number, options: FindOption) {
          count()
          return scanner.findNextMatchSync(text, from, options)
        },
      }
    },
    createOnigString: (text) => new oniguruma.OnigString(text),
  }
}

export interface Piece {
  readonly text: string
  readonly scopes: readonly string[]
}

/** The pieces of each line, without its end. */
export function tokenize(grammar: IGrammar, text: string): readonly (readonly Piece[])[] {
  let state = textmate.INITIAL
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state)
    state = ruleStack
    return tokens
      .map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }))
      .filter(({ text: piece }) => piece !== '')
  })
}
