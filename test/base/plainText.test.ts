import fc from 'fast-check'
import { marked } from 'marked'
import { expect, test } from 'vitest'
import { inMarkdown, plainText } from '../../src/base/plainText.ts'

test('marks are taken out, and what is not seen', () => {
  expect(plainText('**Check** `total`\n \u202eagain\u0000')).toBe('Check total again')
})

test('whatever is written, in Markdown it is only text', () => {
  const sign = fc.constantFrom(
    '[x](command:a)',
    '<b>',
    '`',
    '**',
    '\\',
    '&amp;',
    '$(bug)',
    'https://a.b',
    '1. ',
    '# ',
    'a',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(sign), (signs) => {
      const text = plainText(signs.join(''))
      const html = marked.parseInline(`x${inMarkdown(text)}`, { async: false })
      expect(html).not.toMatch(/<(?!\/?$)/)
      const read = html.replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => entities[name] ?? '')
      expect(read).toBe(`x${text}`)
    }),
  )
})

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }

test('says the same of every character, whether it may be unseen or not', () => {
  for (let code = 0; code < 0x10000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue
    const text = `a${String.fromCharCode(code)}b`
    const expected = text.replaceAll('`', '').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    if (plainText(text) !== expected) expect([code, plainText(text)]).toEqual([code, expected])
  }
})
