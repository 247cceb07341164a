import fc from 'fast-check'
import { expect, test } from 'vitest'
import { treeOf } from '../../src/core/tree.ts'
import { titleAt } from '../../src/core/titles.ts'
import { countIn, createSearch, matchBeside, patternOf, placeOf, type Match } from '../../webview/search.ts'
import { sampleScript } from './support/scripts.ts'

test('finds whatever the case, the white space and the marks of Markdown', () => {
  expect(found('throws away', 'It **Throws** away. It throws\n  away.')).toEqual([
    '**Throws** away'.slice(2),
    'throws\n  away',
  ])
  expect(found('allow() refuses', 'so `allow()` refuses')).toEqual(['allow()` refuses'])
  expect(found('#refilledAt', 'sets `this.#refilledAt = now`')).toEqual(['#refilledAt'])
  expect(found('tax_rate * 2', 'tax_rate * 2, taxrate * 2')).toEqual(['tax_rate * 2'])
  expect(found('时间', '看看时间。')).toEqual(['时间'])
  expect(found('  ', 'a  b')).toEqual([])
})

test('any query is looked for as it is written', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (query) => {
      const pattern = patternOf(query)
      if (query.trim() === '') expect(pattern).toBeUndefined()
      else expect(pattern?.exec(`a ${query.trim()} b`)).not.toBeNull()
    }),
  )
})

test('a growing text is found in as a whole one', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('so ', 'it', ' is', '\n', '**', 'it is', 'x')), (pieces) => {
      const search = createSearch()
      let text = ''
      for (const piece of pieces) search('it is', (text += piece), '')
      const grown = search('it is', text, '').matches.map(({ from }) => from)
      expect(grown).toEqual(createSearch()('it is', text, '').matches.map(({ from }) => from))
    }),
  )
})

test('goes round about, the reasoning first, and counts', () => {
  const all = createSearch()('it', 'it is it', 'so it is')
  const go = (at: Match | null, by: 1 | -1, here = 0) => {
    const to = matchBeside(all, at, by, here)
    return `${to?.where} ${to?.from}`
  }
  const [first = null, second = null, third = null] = all.matches
  expect(go(null, 1)).toBe('reasoning 0')
  expect(go(null, 1, 3)).toBe('reasoning 6')
  expect(go(null, -1, 3)).toBe('reasoning 0')
  expect(go(null, 1, 7)).toBe('answer 3')
  expect(go(second, 1)).toBe('answer 3')
  expect(go(third, 1)).toBe('reasoning 0')
  expect(go(first, -1)).toBe('answer 3')
  expect([first, second, third, null].map((match) => placeOf(all, match))).toEqual([0, 1, 2, -1])
  expect(countIn(all, 0, 6)).toBe(1)
  expect(countIn(all, 0, 7)).toBe(2)
  expect(matchBeside(createSearch()('none', 'it', ''), null, 1, 0)).toBeUndefined()
})

test('the words of every title are found in the step they name', () => {
  const { text } = sampleScript('oversold-stock')
  const reasoning = text.slice(text.indexOf('>') + 1, text.indexOf('</think>'))
  const steps = treeOf(reasoning)
  for (const [index, { span }] of steps.entries()) {
    const [words = ''] = titleAt(steps, index, reasoning).split(' · ') // of a table, its columns
    const title = words.replaceAll('`', '').replace('…', '').slice(0, 30)
    const { offsets } = createSearch()(title, reasoning, '')
    expect(
      offsets.some((at) => at >= span.from && at < span.to),
      title,
    ).toBe(true)
  }
})

function found(query: string, text: string): readonly string[] {
  return createSearch()(query, text, '').matches.map(({ from, to }) => text.slice(from, to))
}
