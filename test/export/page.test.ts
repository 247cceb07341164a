// @vitest-environment jsdom
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answerHtml } from '../../src/export/answerHtml.ts'
import { tracesMarkdown } from '../../src/export/markdown.ts'
import { tracesPage } from '../../src/export/page.ts'
import { groups } from '../webview/hostile/cases.ts'
import { documentText, examples, reviewed, second, third } from './traces.ts'

function parsed(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html')
}

const known = new Set(
  (
    'html head meta title style body main article header blockquote section h1 h2 h3 h4 dl div dt dd p b i details summary span small ' +
    'nav ol ul li a br hr pre code em strong del table thead tbody tr th td'
  ).split(' '),
)
const attributes =
  /^(?:class|id|href|start|align|lang|charset|name|content|http-equiv|open|aria-label|tabindex)$/

/** What a page of ours never has, whatever the model wrote. */
function strangers(html: string): readonly string[] {
  return [...parsed(html).querySelectorAll('*')].flatMap((element) => [
    ...(known.has(element.localName) ? [] : [`<${element.localName}>`]),
    ...[...element.attributes].flatMap(({ name, value }) => {
      const fits =
        name === 'href'
          ? /^(?:https?:\/\/[a-z\d.-]+(?:[:/?#]|$)|#trace-\d+$)/i.test(value)
          : attributes.test(name)
      return fits ? [] : [`${element.localName} ${name}="${value}"`]
    }),
  ])
}

describe.each(Object.entries(groups))('hostile text: %s', (_, cases) => {
  test('becomes nothing but words', () => {
    for (const { name, text } of cases) {
      expect([name, strangers(answerHtml(text))]).toEqual([name, []])
      const body = `<think>\n${text}\n\nSo.\n</think>\n\n${text}`
      const head = [
        `title: ${JSON.stringify(text)}`,
        `question: ${JSON.stringify(text)}`,
        `model: ${JSON.stringify(text)}`,
      ]
      expect([name, strangers(tracesPage(examples(documentText({ head: head.join('\n'), body }))))]).toEqual([
        name,
        [],
      ])
    }
  })
})

test('a page has all of a trace: facts, reviews, answer, thinking', () => {
  const file = reviewed(
    [
      { words: second, verdict: 'good' },
      { words: third, firstWrong: true, corrected: 'Ascending.' },
    ],
    {
      verdict: 'fix',
      reason: 'One step is wrong.',
    },
  )
  const page = parsed(
    tracesPage(examples(documentText({ head: 'question: Why?\nmodel: r1\nexpected: 4' }), file)),
  )
  expect(page.title).toBe('Why?')
  expect(page.querySelector('dl')?.textContent).toBe('Modelr1Expected4')
  expect(page.querySelector('.review')?.textContent).toBe('ana to be fixed: One step is wrong.')
  expect(page.querySelector('.answer')?.textContent).toContain('Pass (a, b) => a - b.')
  const words = [...page.querySelectorAll('.judged')].map((each) =>
    each.textContent.trim().replace(/\s+/g, ' '),
  )
  expect(words).toEqual([`good${second}`, `first wrong step${third} Corrected Ascending.`])
  expect(page.querySelectorAll('script, link, img, [src]')).toHaveLength(0)
  expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'",
  )
})

test('of several traces it has a list', () => {
  const page = parsed(
    tracesPage([...examples(documentText()), ...examples(documentText({ head: 'question: Other?' }))]),
  )
  expect([...page.querySelectorAll('nav a')].map((link) => link.getAttribute('href'))).toEqual([
    '#trace-1',
    '#trace-2',
  ])
  expect(page.querySelector('#trace-2 h1')?.textContent).toBe('Other?')
})

test('links show where they lead; formulas and code stay what they are', () => {
  const links = parsed(
    answerHtml('[bank](https://evil.example/x) [x](javascript:1) <https://u@evil.example/>'),
  ).body
  expect(links.textContent.trim()).toBe(
    'bank (evil.example) x (javascript:1) https://u@evil.example/ (https://u@evil.example/)',
  )
  expect(links.querySelectorAll('a')).toHaveLength(1)
  expect(parsed(answerHtml('So \\(a_1 < b\\).')).body.textContent.trim()).toBe('So a_1 < b.')
  expect(parsed(answerHtml('```html\n<b>&amp;</b>\n```')).querySelector('pre')?.textContent).toBe(
    '<b>&amp;</b>\n',
  )
})

test('the samples become pages in which all of their thinking can be read', () => {
  const root = join(import.meta.dirname, '../../samples/traces')
  for (const name of globSync('*.think', { cwd: root })) {
    const list = examples(readFileSync(join(root, name), 'utf8'))
    const html = tracesPage(list)
    expect([name, strangers(html)]).toEqual([name, []])
    const shown = parsed(html).querySelector('.thinking')?.textContent ?? ''
    const words = (list[0]?.reasoning ?? '').match(/\p{L}{6,}/gu) ?? []
    expect([name, words.filter((word) => !shown.includes(word))]).toEqual([name, []])
  }
})

test('Markdown: what words of a title are is no markup, and nothing closes the fence', () => {
  const body = '<think>\n````\ncode\n````\n</think>\n\nIt **is**.'
  const text = tracesMarkdown(
    examples(documentText({ head: 'title: A <b> | c\nquestion: |\n  Why?\n  So?', body })),
  )
  expect(text).toMatch(/^# A \\<b\\> \\\| c\n\n> Why\?\n> So\?\n\n## Steps\n\n- \*\*/)
  expect(text).toContain('## Thinking\n\n`````text\n````\ncode\n````\n`````\n\n## Answer\n\nIt **is**.\n')
})
