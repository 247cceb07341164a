import type { Tokens } from 'marked'
import { escapeHtml } from '../markup/html.ts'
import { createGrammar } from '../markup/grammar.ts'

/**
 * Markdown to HTML without a DOM to sanitise in, so nothing of the model's becomes markup but by these rules: no element
 * of HTML, links to http and https only, no image, no class but those written here. The page's policy, which lets nothing
 * run or load, is the second fence.
 */
export function answerHtml(source: string): string {
  return withStops(grammar.parse(source, { async: false }))
}

/** The same, where a line's end is one, as in the middle of a thought. */
export function thoughtHtml(source: string): string {
  return withStops(grammar.parse(source, { async: false, breaks: true }))
}

/** What may be wider than the page is scrolled by keys too. Words of the model's have no `<` of their own here. */
function withStops(html: string): string {
  return html.replace(/<(pre|table)>/g, '<$1 tabindex="0">')
}

const grammar = createGrammar({ image: 'Image' }).use({
  renderer: {
    link({ href, tokens }: Tokens.Link) {
      const words = this.parser.parseInline(tokens)
      const host = webHost(href)
      if (host === undefined) return `${words} (${escapeHtml(href)})`
      // Words may say that it leads elsewhere.
      return `<a href="${escapeHtml(href)}">${words}</a> <small>(${escapeHtml(host)})</small>`
    },
    code: ({ text }: Tokens.Code) => `<pre><code>${escapeHtml(text)}\n</code></pre>\n`,
  },
})

/** Of an address in plain ASCII, without a name and password before its host; of any other, none. */
function webHost(href: string): string | undefined {
  return /^https?:\/\/([a-z\d.-]+(?::\d+)?)(?:[/?#][\w.~:/?#[\]@!$&()*+,;=%-]*)?$/i.exec(href)?.[1]
}
