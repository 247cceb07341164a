import type { Markdown } from './markdown.ts'

/** Shows text as it is, where what draws it as Markdown cannot be loaded. */
export const plainProse: Markdown = {
  blocks: () => ({ update: (text) => [{ text, open: true }] }),
  render(source) {
    const fragment = document.createDocumentFragment()
    const text = document.createElement('p')
    text.className = 'plain'
    text.textContent = source
    fragment.append(text)
    return { fragment }
  },
}
