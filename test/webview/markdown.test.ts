// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import type { Known } from '../../src/core/references.ts'
import { createMarkdown } from '../../webview/markdown.ts'

const known: Known = { paths: ['src/cart.ts', 'src/pricing.ts'], names: ['applyCoupon'] }
const markdown = createMarkdown()

describe('what models write', () => {
  test('becomes headings below those of the page', () => {
    expect(html('# Fix\n\n**one** and `two`')).toBe(
      '<h3 class="depth-1">Fix</h3><p><strong>one</strong> and <code>two</code></p>',
    )
  })

  test('keeps angle brackets that are not HTML', () => {
    expect(text('A `Map<string, List<T>>` is a Map<string, List<T>>.')).toContain(
      'is a Map<string, List<T>>.',
    )
    expect(text('<div>\nnot an element\n</div>')).toContain('<div>\nnot an element\n</div>')
    expect(html('one<br>two')).toContain('one<br>two')
  })

  test('shows tasks, tables and code', () => {
    expect(text('- [x] done\n- [ ] open')).toContain('☑ done')
    expect(render('|a|\n|-|\n|1|').querySelector('.table > table')).not.toBe(null)
    const block = render('```ts\nconst a = 1\n```').querySelector('.code')
    expect(block?.querySelector('code')?.textContent).toBe('const a = 1\n')
    expect(block?.querySelector('.code-language')?.textContent).toBe('ts')
    expect(block?.querySelector('[data-do=copy]')?.getAttribute('aria-label')).toBe('Copy code')
  })

  test('keeps formulas whole', () => {
    expect(render('so \\(a_1 * b_1 * c\\) is').querySelector('span.tex')?.textContent).toBe('a_1 * b_1 * c')
    expect(render('\\[\nx_1\n\\]').querySelector('div.tex-display')?.textContent).toBe('x_1')
    expect(render('It is \\boxed{4_2 * 1 * 2}.').querySelector('span.tex')?.textContent).toBe(
      '\\boxed{4_2 * 1 * 2}',
    )
    expect(text('costs $5 and $10')).toContain('costs $5 and $10')
  })

  test('has no definitions that other blocks would need', () => {
    expect(text('[1]: https://example.org')).toContain('[1]: https://example.org')
  })
})

describe('mentions of code', () => {
  test.each([
    ['see src/cart.ts:12 there', 'src/cart.ts:12', { path: 'src/cart.ts', first: '12', last: '12' }],
    ['see `src/cart.ts:3-7`.', 'src/cart.ts:3-7', { path: 'src/cart.ts', first: '3', last: '7' }],
    ['on lines 3–7', 'lines 3–7', { first: '3', last: '7' }],
    ['call `applyCoupon` first', 'applyCoupon', { name: 'applyCoupon' }],
    ['[the cart](src/cart.ts#L4)', 'the cart', { path: 'src/cart.ts', first: '4', last: '4' }],
  ])('%s', (source, label, data) => {
    const link = render(source).querySelector<HTMLElement>('.cite')
    expect(link?.textContent).toBe(label)
    expect(Object.fromEntries(Object.entries(link?.dataset ?? {}))).toEqual({ do: 'cite', ...data })
  })

  test('are left alone in code blocks and links, and names in prose', () => {
    expect(render('```\nsrc/cart.ts:12\n```').querySelector('[data-do=cite]')).toBe(null)
    expect(render('[see src/cart.ts:12](https://example.org)').querySelector('[data-do=cite]')).toBe(null)
    expect(render('then applyCoupon runs').querySelector('[data-do=cite]')).toBe(null)
    expect(render('`const total = 2`').querySelector('[data-do=cite]')).toBe(null)
  })
})

describe('links', () => {
  test('carry no address of their own: the host opens them', () => {
    const link = render('[docs](https://example.org/a?b=c)').querySelector('a')
    expect(link?.hasAttribute('href')).toBe(false)
    expect(link?.dataset['href']).toBe('https://example.org/a?b=c')
    expect(link?.title).toContain('https://example.org/a?b=c')
    expect(link?.tabIndex).toBe(0)
  })

  test('say where they lead: letters that look like others, or turn the text, show as what they are', () => {
    const led = (href: string) => render(`[x](${href})`).querySelector('a')?.dataset['href']
    expect(led('https://аpple.example/')).toBe('https://xn--pple-43d.example/')
    expect(led('https://good.example/\u202egpj.exe')).toBe('https://good.example/%E2%80%AEgpj.exe')
    expect(led('https://good.example@evil.example')).toBe('https://good.example@evil.example/')
    expect(led('https://[evil/')).toBe(undefined)
  })

  test('to anything but the web are only text', () => {
    for (const href of [
      'javascript:alert(1)',
      'command:x',
      'file:///etc/passwd',
      'vscode://x',
      '//evil.example',
    ]) {
      const place = render(`[label](${href})`)
      expect(place.querySelector('a')).toBe(null)
      expect(place.textContent).toContain('label')
    }
  })
})

function render(source: string): HTMLElement {
  const place = document.createElement('div')
  place.append(markdown.render(source, known).fragment)
  return place
}

function html(source: string): string {
  return render(source).innerHTML
}

function text(source: string): string {
  return render(source).textContent
}
