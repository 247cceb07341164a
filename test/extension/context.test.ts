import { describe, expect, test } from 'vitest'
import { importLines } from '../../src/extension/context/imports.ts'
import { declaredNames } from '../../src/core/names.ts'

const importsOf = (text: string) => {
  const lines = text.split('\n')
  return importLines((line) => lines[line] ?? '', lines.length).map((line) => line + 1)
}

describe('import lines', () => {
  test('TypeScript, with a bracketed list', () => {
    expect(
      importsOf(
        "import {\n  a,\n  b,\n} from './x'\nimport c from 'c'\n\nconst d = 1\nconst e = require('e')",
      ),
    ).toEqual([1, 2, 3, 4, 5, 8])
  })

  test('Python', () => {
    expect(
      importsOf('"""doc"""\nimport os\nfrom typing import (\n  List,\n)\n\ndef important(): pass'),
    ).toEqual([2, 3, 4, 5])
  })

  test('Go, Rust, C, Java', () => {
    expect(importsOf('package main\n\nimport (\n  "fmt"\n)\nfunc main() {}')).toEqual([1, 3, 4, 5])
    expect(importsOf('use std::collections::{HashMap,\n  HashSet};\nfn main() {}')).toEqual([1, 2])
    expect(importsOf('use std::io;\n#include <stdio.h>\nint main() {}')).toEqual([1, 2])
    expect(importsOf('package a.b;\nimport java.util.List;\nclass A {}')).toEqual([1, 2])
  })

  test('an unclosed bracket does not take the whole file', () => {
    expect(importsOf(`import {\n${'a\n'.repeat(1000)}`).length).toBeLessThanOrEqual(60)
  })
})

describe('declared names', () => {
  test('of functions, classes, constants and members', () => {
    const text = [
      'export class Cart {',
      '  readonly #lines: Line[] = []',
      '  addLine(line: Line) {',
      '    if (line.quantity > 0) this.#lines.push(line)',
      '  }',
      '}',
      'const taxRate = 0.2',
      'def spread_discount(x):',
      'func (b *Batch) Flush() error {',
    ].join('\n')
    expect(declaredNames(text)).toEqual(
      expect.arrayContaining(['Cart', 'taxRate', 'spread_discount', 'Flush', '#lines', 'addLine']),
    )
    expect(declaredNames(text)).not.toContain('if')
  })
})
