import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { moveRules } from '../../scripts/grammars/moves.ts'
import { root } from '../../scripts/project.ts'
import { kinds } from '../../src/core/step.ts'

interface Manifest {
  readonly contributes: {
    readonly semanticTokenTypes: readonly { readonly id: string }[]
    readonly semanticTokenScopes: readonly { readonly scopes: Readonly<Record<string, readonly string[]>> }[]
  }
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
const { semanticTokenTypes, semanticTokenScopes } = manifest.contributes

test('the manifest has every kind of step as a type of token', () => {
  expect(semanticTokenTypes.map(({ id }) => id)).toEqual(kinds)
})

test('a token has the colour that the grammar gives what a step begins with', () => {
  const scopes = Object.assign({}, ...semanticTokenScopes.map((each) => each.scopes))
  for (const { captures } of moveRules) {
    const name = captures?.[1]?.name ?? ''
    const [, scope, kind = ''] = /^(.+)\.(\w+)\.think$/.exec(name) ?? []
    expect([kind, scopes[kind]]).toEqual([kind, [name, scope]])
  }
})
