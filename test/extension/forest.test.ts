import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Selected, TurnId } from '../../src/protocol/webview.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { createForest, type Forest } from '../../src/extension/steps/forest.ts'
import { kindIcons } from '../../webview/icons.ts'
import { id, stepsOf } from '../webview/support/steps.ts'

const turn = 'one' as TurnId
const other = 'two' as TurnId

const steps = stepsOf(`
  frame A
    read a1
      read a1x
      recall a1y
  derive B
    derive b1
`)

test('rows stand as the steps do; a statement alone in its step is no row', () => {
  const forest = createForest()
  expect(forest.take(turn, steps)).toBe('all')
  expect(drawn(forest)).toEqual(['A', '  a1', '    a1x', '    a1y', 'B', '  b1'])
  const lone = createForest()
  lone.take(
    turn,
    steps.filter(({ id: one }) => one !== 'a1y'),
  )
  expect(drawn(lone)).toEqual(['A', '  a1', 'B', '  b1'])
  expect(lone.node(id('a1x'))?.step).toBe('a1')
})

test('parents are found, and what is not there is not', () => {
  const forest = createForest()
  forest.take(turn, steps)
  const inner = forest.node(id('a1y'))
  expect(inner && forest.parent(inner)?.step).toBe('a1')
  expect(forest.node(id('none'))).toBeUndefined()
  expect(forest.step({ turn: other, step: id('A') })).toBeUndefined()
})

test('another turn is drawn from the top, the same again not at all', () => {
  const forest = createForest()
  forest.take(turn, steps)
  expect(forest.take(turn, steps)).toEqual([])
  expect(forest.take(other, steps)).toBe('all')
  expect(forest.take(null, [])).toBe('all')
  expect(forest.children(null)).toEqual([])
})

test('however a trace grows, drawing what is told to be drawn draws all of it', () => {
  const word = fc.constantFrom(
    'First, look at `total`. ',
    'Wait, that is wrong.\n\n',
    'So 3. ',
    '- one\n',
    'Hmm. ',
  )
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 4 }), { maxLength: 12 }), (pieces) => {
      const run = createTurn(defaultSplit)
      const forest = createForest()
      /** The rows as VS Code has them: it asks again only for what it is told. */
      const rows = new Map<string | null, readonly string[]>()
      let at = 0
      for (const piece of pieces) {
        run.push({ kind: 'text', channel: 'reasoning', text: piece.join('') }, (at += 60))
        run.take()
        const fresh = forest.take(turn, run.value().steps)
        for (const node of fresh === 'all' ? [null] : fresh) ask(forest, node, rows)
        const whole = new Map<string | null, readonly string[]>()
        ask(forest, null, whole)
        expect(reachable(rows)).toEqual(reachable(whole))
      }
    }),
  )
})

test('a kind has an icon and a colour, the same as in the page', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
  const [source, names, rules] = [
    'src/extension/steps/kinds.ts',
    'webview/style/base.css',
    'webview/style/kinds.css',
  ].map(read)
  for (const [kind, icon] of Object.entries(kindIcons)) {
    const color = new RegExp(`--tt-kind-${kind}: var\\(--vscode-([\\w-]+)`).exec(names ?? '')?.[1]
    expect(source).toContain(`${kind}: { icon: '${icon}', color: '${color?.replace('-', '.')}' }`)
    expect(rules).toContain(`.kind-${kind} {\n  color: var(--tt-kind-${kind});`)
  }
})

function drawn(forest: Forest, node: Selected | null = null, depth = 0): readonly string[] {
  return forest
    .children(node)
    .flatMap((child) => [`${'  '.repeat(depth)}${child.step}`, ...drawn(forest, child, depth + 1)])
}

function ask(forest: Forest, node: Selected | null, rows: Map<string | null, readonly string[]>) {
  const children = forest.children(node)
  rows.set(
    node?.step ?? null,
    children.map(({ step }) => step),
  )
  for (const child of children) ask(forest, child, rows)
}

function reachable(rows: ReadonlyMap<string | null, readonly string[]>, from: string | null = null): unknown {
  return (rows.get(from) ?? []).map((row) => [row, reachable(rows, row)])
}
