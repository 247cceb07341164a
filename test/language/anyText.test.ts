import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inEnglish } from '../../src/base/say.ts'
import { pathsOf, type FileLookup } from '../../src/language/code.ts'
import { proposalsAt } from '../../src/language/completion.ts'
import { definitionAt } from '../../src/language/definition.ts'
import { findingsIn } from '../../src/language/diagnostics.ts'
import { foldsOf } from '../../src/language/folding.ts'
import { hoverAt } from '../../src/language/hover.ts'
import { lensesOf } from '../../src/language/lens.ts'
import { linksOf } from '../../src/language/links.ts'
import { referencesAt } from '../../src/language/references.ts'
import { selectionsAt } from '../../src/language/selection.ts'
import { symbolsOf, type TraceSymbol } from '../../src/language/symbols.ts'
import { tokensOf } from '../../src/language/tokens.ts'
import { placeOf, type Range } from '../../src/traces/place.ts'
import { parse, trace } from '../support/traces.ts'
import { tricky } from '../traces/texts.ts'

const files: FileLookup = (path) => (path.length % 2 === 0 ? ['one', 'two'] : 'missing')

const piece = fc.constantFrom(
  ...'See src/a.ts:3 and line 2. |Wait, no. |So the answer is 42.|\\boxed{4}|## Why\n|- one\n|\n\n|context:\n  - path: src/a.ts\n|    hash: sha256:0123456789abcdef\n|names: [a, toString]\n|state: |tags: ["<t>", "</t>"]\n|<t>|</t>|timing: 0/1 3/2\n|parent: __proto__\n'.split(
    '|',
  ),
)
const anyText = fc
  .array(fc.oneof(tricky, piece), { maxLength: 12 })
  .chain((parts) =>
    fc.constantFrom(
      parts.join(''),
      `---\nformat: 1\n${parts.join('')}`,
      `---\nformat: 1\n---\n<think>\n${parts.join('')}`,
      `${trace}${parts.join('')}`,
    ),
  )

test('any text has all features, and what they speak of lies in it', () => {
  fc.assert(
    fc.property(anyText, fc.double({ min: 0, max: 1, noNaN: true }), (text, share) => {
      const parsed = parse(text)
      const place = placeOf(Math.floor(share * text.length))
      const symbols = symbolsOf(parsed, inEnglish)
      const findings = findingsIn(parsed, files, inEnglish)
      const hover = hoverAt(parsed, place, files, inEnglish)
      const ranges = [
        ...symbols.flatMap(rangesOf),
        ...foldsOf(parsed).map(({ range }) => range),
        ...selectionsAt(parsed, place),
        ...(hover ? [hover.range] : []),
        ...linksOf(parsed, files).map(({ range }) => range),
        ...definitionAt(parsed, place, files).flatMap((each) => ('range' in each ? [each.range] : [])),
        ...referencesAt(parsed, place, 'all'),
        ...tokensOf(parsed).map(({ range }) => range),
        ...tokensOf(parsed, { from: place, to: place }).map(({ range }) => range),
        ...lensesOf(parsed).map(({ range }) => range),
        ...proposalsAt(parsed, place).map(({ range }) => range),
        ...findings.map(({ range }) => range),
        ...findings.flatMap(({ fixes = [] }) =>
          fixes.flatMap(({ edits }) => edits.map(({ range }) => range)),
        ),
      ]
      expect(ranges.filter(({ from, to }) => !(from >= 0 && from <= to && to <= text.length))).toEqual([])
      expect(pathsOf(parsed).filter((path) => /^\/|\.\./.test(path))).toEqual([])
      for (const symbol of symbols) expectNested(symbol)
    }),
    { numRuns: 400 },
  )
})

test('tokens are in order and none overlaps another', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let at = 0
      for (const { range } of tokensOf(parse(text))) {
        expect(range.from).toBeGreaterThanOrEqual(at)
        at = range.to
      }
    }),
  )
})

function rangesOf({ range, selection, children }: TraceSymbol): readonly Range[] {
  return [range, selection, ...children.flatMap(rangesOf)]
}

function expectNested({ range, selection, children }: TraceSymbol) {
  expect(selection.from >= range.from && selection.to <= range.to).toBe(true)
  for (const child of children) expectNested(child)
}
