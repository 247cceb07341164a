import { Marked, type Tokens } from 'marked'
import { escapeHtml } from './html.ts'
import { mayBeTexAt, texAt, texBlockAt } from '../base/tex.ts'

/**
 * Markdown as models write it: GitHub's, with TeX kept whole, HTML shown as the text it is (`List<String>` must not
 * lose its half), no images, and no link definitions, which blocks rendered one by one could not see. `called.image` stands for
 * an image without words.
 */
export function createGrammar(called: { readonly image: string }): Marked {
  return new Marked(
    { gfm: true, async: false },
    {
      extensions: [
        {
          name: 'tex',
          level: 'inline',
          start: mayBeTexAt,
          tokenizer: (source) => {
            const found = texAt(source)
            return found && { type: 'tex', ...found }
          },
          renderer: (token) => texHtml('span', token),
        },
        {
          name: 'texBlock',
          level: 'block',
          start: (source) => source.search(/^ {0,3}(?:\\\[|\$\$)/m),
          tokenizer: (source) => {
            const found = texBlockAt(source)
            return found && { type: 'texBlock', ...found }
          },
          renderer: (token) => texHtml('div', token),
        },
      ],
      tokenizer: {
        html: () => undefined,
        tag: (source) => {
          const raw = /^<br *\/?>/i.exec(source)?.[0]
          return raw
            ? { type: 'html', raw, inLink: false, inRawBlock: false, block: false, text: '<br>' }
            : undefined
        },
        def: () => undefined,
      },
      renderer: {
        // The page has the levels above, and models begin at any: the outline has no gap, the look is as written.
        heading({ depth, tokens }: Tokens.Heading) {
          const level = depth < 4 ? 3 : 4
          return `<h${level} class="depth-${depth}">${this.parser.parseInline(tokens)}</h${level}>\n`
        },
        checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
        image: ({ text, href }) => escapeHtml(`[${text || called.image}](${href})`),
      },
    },
  )
}

function texHtml(tag: 'span' | 'div', token: Tokens.Generic): string {
  const { text, display } = token as Tokens.Generic & { text: string; display: boolean }
  const html = `<${tag} class="tex${display ? ' tex-display' : ''}">${escapeHtml(text)}</${tag}>`
  return tag === 'div' ? `${html}\n` : html
}
