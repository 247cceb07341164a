import createPurifier from 'dompurify'
import type { Known } from '../src/core/references.ts'
import { createBlocks, type Blocks } from './blocks.ts'
import { dress } from './dress.ts'
import { createGrammar } from './grammar.ts'

export interface Markdown {
  /** The only way model text becomes elements: inert ones, without addresses, identities or styles. */
  render(source: string, known: Known): DocumentFragment
  /** For one growing text. */
  blocks(): Blocks
}

const tags = [
  'p br hr h3 h4 h5 h6 blockquote ul ol li pre code em strong del a span div',
  'table thead tbody tr th td',
].flatMap((line) => line.split(' '))

const classes = /^(?:language-[\w+#.-]+|tex(?: tex-display)?)$/
const addresses = /^(?:https?:\/\/|[\w./-])/i

export function createMarkdown(): Markdown {
  const grammar = createGrammar()
  const purifier = createPurifier(window)
  // Only our own grammar gives classes; anything else that came through has none of them.
  purifier.addHook('uponSanitizeAttribute', (_, event) => {
    if (event.attrName === 'class') event.keepAttr = classes.test(event.attrValue)
    if (event.attrName === 'href') event.keepAttr = addresses.test(event.attrValue)
  })
  return {
    blocks: () => createBlocks(grammar),
    render(source, known) {
      const fragment = purifier.sanitize(grammar.parse(source, { async: false }), {
        ALLOWED_TAGS: tags,
        ALLOWED_ATTR: ['class', 'href', 'start', 'align'],
        ALLOW_ARIA_ATTR: false,
        ALLOW_DATA_ATTR: false,
        RETURN_DOM_FRAGMENT: true,
      })
      dress(fragment, known)
      return fragment
    },
  }
}
