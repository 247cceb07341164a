import { expect, test } from 'vitest'
import { inEnglish } from '../../src/base/say.ts'
import { proposalsAt } from '../../src/language/completion.ts'
import { findingsIn } from '../../src/language/diagnostics.ts'
import { lensesOf } from '../../src/language/lens.ts'
import { placeOf } from '../../src/traces/place.ts'
import { parse, trace } from '../support/traces.ts'

/** What is proposed at `|`. */
function proposals(marked: string): readonly string[] {
  const at = marked.indexOf('|')
  return proposalsAt(parse(marked.replace('|', '')), placeOf(at)).map(({ text }) => text)
}

test('keys of a head that are not there yet', () => {
  const keys = proposals('---\nformat: 1\nmodel: r1\nq|\n---\n')
  expect(keys).toContain('question: ')
  expect(keys).not.toContain('model: ')
  expect(proposals('---\nformat: 1\n---\na\n--- turn\n|\n---\n')).not.toContain('format: ')
})

test('keys of what is in the head', () => {
  expect(proposals('---\nformat: 1\nusage:\n  pr|\n---\n')).toContain('prompt: ')
  expect(proposals('---\nformat: 1\nusage: {pr|}\n---\n')).toContain('completion: ')
  expect(proposals('---\nformat: 1\ncontext:\n  - pa|\n---\n')).toEqual(['path: ', 'lines: ', 'hash: '])
  expect(proposals('---\nformat: 1\ncontext:\n  - path: a\n    |\n---\n')).toEqual([
    'path: ',
    'lines: ',
    'hash: ',
  ])
})

test('values', () => {
  expect(proposals('---\nformat: 1\nstate: |\n---\n')).toEqual([
    'running',
    'done',
    'stopped',
    'incomplete',
    'failed',
  ])
  expect(proposals('---\nformat: 1\nhidden: t|\n---\n')).toEqual(['true', 'false'])
})

test('nothing outside of heads', () => {
  expect(proposals('---\nformat: 1\n---\n|')).toEqual([])
  expect(proposals('|')).toEqual([])
})

test('lenses stand above the text of turns', () => {
  expect(lensesOf(parse(trace)).map(({ range }) => trace.slice(range.from).slice(0, 7))).toEqual([
    '<think>',
    '<think>',
    'Nothing',
  ])
  expect(lensesOf(parse(trace)).map(({ what, turn }) => [what, turn])).toEqual([
    ['openAsTree', 0],
    ['goOn', 0],
    ['openAsTree', 1],
  ])
})

test('a document of a newer format offers nothing that would change it', () => {
  const newer = trace.replace('format: 1', 'format: 9')
  expect(lensesOf(parse(newer)).map(({ what }) => what)).toEqual(['openAsTree', 'openAsTree'])
  const fixesOf = (text: string) =>
    findingsIn(parse(`${text}\n<think>\nAgain.\n`), () => 'missing', inEnglish).flatMap(
      ({ fixes = [] }) => fixes,
    )
  expect(fixesOf(trace)).not.toEqual([])
  expect(fixesOf(newer)).toEqual([])
})
