// @vitest-environment jsdom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patchChildren } from '../../webview/patch.ts'

test('keeps the elements that stay, and the text that only grew', () => {
  const place = html('<p>one</p><p>two <b>th</b></p>')
  const [first, second] = place.children
  const text = second?.lastElementChild?.firstChild
  patchChildren(place, html('<p>one</p><p>two <b>three</b></p><p>four</p>'))
  expect(place.innerHTML).toBe('<p>one</p><p>two <b>three</b></p><p>four</p>')
  expect(place.children[0]).toBe(first)
  expect(place.children[1]?.lastElementChild?.firstChild).toBe(text)
})

test('makes one tree of any other', () => {
  const leaf = fc.constantFrom('a', 'ab', 'abc', '<i>x</i>', '<i class="k">x</i>', '<br>')
  const level = (inside: fc.Arbitrary<string>) =>
    fc.array(
      fc.oneof(leaf, inside.map((it) => `<p>${it}</p>`), inside.map((it) => `<ul><li>${it}</li></ul>`)),
      { maxLength: 4 },
    ).map((parts) => parts.join('')) // prettier-ignore
  const tree = level(level(leaf))
  fc.assert(
    fc.property(tree, tree, (old, wanted) => {
      const place = html(old)
      const expected = html(wanted).innerHTML
      patchChildren(place, html(wanted))
      expect(place.innerHTML).toBe(expected)
    }),
  )
})

function html(source: string): HTMLElement {
  const place = document.createElement('div')
  place.innerHTML = source
  return place
}
