import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contextHash } from '../../src/traces/contextHash.ts'
import { readDocument } from '../../src/traces/document.ts'
import { citationsIn, linesOf, samples, shop } from './sample.ts'

interface Head {
  readonly context: readonly {
    readonly path: string
    readonly lines: readonly [number, number]
    readonly hash: string
  }[]
}

test('there are short and long ones, and one in Chinese', () => {
  const lengths = samples.map(({ text }) => text.indexOf('</think>'))
  expect(samples.length).toBeGreaterThanOrEqual(5)
  expect(Math.min(...lengths)).toBeLessThan(3000)
  expect(Math.max(...lengths)).toBeGreaterThan(12_000)
  expect(samples.filter(({ text }) => (text.match(/\p{Script=Han}/gu) ?? []).length > 500)).toHaveLength(1)
})

describe.each(samples)('$name', ({ name, head, text, file }) => {
  const { context } = head as Head
  const asked = context[0]?.path ?? ''
  const citations = citationsIn(text, asked)

  test('says what it is and what it was asked', () => {
    expect(head).toEqual({
      format: 1,
      sample: true,
      title: expect.any(String),
      question: expect.any(String),
      model: name.startsWith('distilled/') ? 'sample-r1-distill' : 'sample-r1',
      note: expect.stringContaining('Written by the authors of ThinkTree'),
      context: context.map(() => ({
        path: expect.any(String),
        lines: [expect.any(Number), expect.any(Number)],
        hash: expect.any(String),
      })),
    })
  })

  test('is read by ThinkTree as it is written', () => {
    const { turns, problems } = readDocument(file)
    const { format: _, ...fields } = head as Head & { readonly format: unknown }
    expect(problems).toEqual([])
    expect(turns).toHaveLength(1)
    expect(turns[0]?.head).toMatchObject(fields)
    expect(turns[0]?.body).toBe(text)
  })

  test('sends lines that are there, as they are', () => {
    for (const { path, lines, hash } of context) {
      expect(hash).toBe(contextHash(linesOf(path).join('\n'), lines))
      expect(existsSync(join(shop, path)), path).toBe(true)
      expect(lines[0]).toBeGreaterThanOrEqual(1)
      expect(lines[1]).toBeGreaterThanOrEqual(lines[0])
      expect(lines[1]).toBeLessThanOrEqual(linesOf(path).length)
    }
  })

  test('thinks once, at the beginning, and then answers', () => {
    expect(text.match(/<\/?think>/g)).toEqual(['<think>', '</think>'])
    expect(text).toMatch(/^<think>\n\S[^]*\n<\/think>\n\n\S[^]*\n$/)
    expect(text.replace(/^[^]*<\/think>/, '')).toContain('\n```')
  })

  test('cites lines that are there, in thinking and in the answer', () => {
    for (const part of text.split('</think>')) {
      expect(citationsIn(part, asked).filter(({ path }) => path === asked).length).toBeGreaterThan(0)
    }
    for (const { path, first, last } of citations) {
      expect(first, `${path}:${first}`).toBeGreaterThanOrEqual(1)
      expect(last, `${path}:${first}-${last}`).toBeGreaterThanOrEqual(first)
      expect(last, `${path}:${first}-${last}`).toBeLessThanOrEqual(linesOf(path).length)
    }
  })

  test('quotes code from the lines it cites', () => {
    for (const { path, first, last, quoted } of citations) {
      const lines = linesOf(path)
      if (quoted === undefined || /^\w*$/.test(quoted)) continue // a mere name
      if (!lines.some((line) => line.includes(quoted))) continue // code that is not in the file, such as a remedy
      expect(lines.slice(first - 1, last).join('\n'), `${path}:${first}`).toContain(quoted)
    }
  })
})
