import { expect, test } from 'vitest'
import { mend } from '../../webview/mend.ts'

test.each([
  ['see `this.#tok', 'see `this.#tok`'],
  ['see `', 'see '],
  ['see ``a`', 'see ``a```'],
  ['it **throws aw', 'it **throws aw**'],
  ['it **throws away*', 'it **throws away**'],
  ['it **', 'it '],
  ['it *', 'it '],
  ['it **is `co', 'it **is `co`**'],
  ['see [the docs](https://exam', 'see the docs'],
  ['see [the docs](https://example.org)', 'see [the docs](https://example.org)'],
  ['a `b` c **d** e', 'a `b` c **d** e'],
  ['```ts\nconst a = `x', '```ts\nconst a = `x'],
  ['2 * 3', '2 * 3'],
  ['plain', 'plain'],
])('%j is drawn as %j', (text, drawn) => {
  expect(mend(text)).toBe(drawn)
})
