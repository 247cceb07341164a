import { describe, expect, test } from 'vitest'
import { loopAtEnd, loopsIn } from '../../src/core/loops.ts'
import { createTree } from '../../src/core/tree.ts'

const round = 'Let me add up the cart once more. It is the sum of all its lines, so it is 42.\n\n'

function stepsOf(text: string) {
  const tree = createTree()
  tree.push(text)
  tree.end()
  return tree.steps()
}

describe('a loop', () => {
  test('is what comes at least three times, from the second time on', () => {
    const text = `First, this.\n\n${round.repeat(5)}So it is.`
    const [loop, ...others] = loopsIn(stepsOf(text), text)
    expect(others).toEqual([])
    expect(loop?.times).toBe(5)
    expect(text.slice(loop?.span.from, loop?.span.to)).toBe(round.repeat(4))
  })

  test.each([
    ['said twice', round.repeat(2)],
    ['short', 'Hmm.\n\n'.repeat(9)],
    ['counting', Array.from({ length: 20 }, (_, n) => `The first ${n} lines make ${n * n}.\n\n`).join('')],
  ])('is not what is %s', (_, text) => {
    expect(loopsIn(stepsOf(text), text)).toEqual([])
    expect(loopAtEnd(stepsOf(text), text)).toBeUndefined()
  })
})

describe('the loop at the end', () => {
  test('counts whole rounds, wherever in one the text has come to', () => {
    const text = `First, this.\n\n${round.repeat(5)}Let me add up the cart once more. It is`
    expect(loopAtEnd(stepsOf(text), text)?.times).toBe(5)
  })

  test('is none once something else was said', () => {
    const text = `${round.repeat(5)}So that is the total. Now the discount, which comes after it.`
    expect(loopAtEnd(stepsOf(text), text)).toBeUndefined()
  })

  test('is found where nothing parts one round from the next', () => {
    const text = 'The total is off by one in the last line of the cart. '.repeat(40)
    expect(loopAtEnd(stepsOf(text), text)?.times).toBeGreaterThan(30)
  })
})
