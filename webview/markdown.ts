import createPurifier from 'dompurify'
import { createReferenceFinder, type FindReferences, type Known } from '../src/core/references.ts'
import { createBlocks, type Blocks } from './blocks.ts'
import { dress } from './dress.ts'
import { createGrammar } from './grammar.ts'
import { createLazy } from './lazy.ts'

export interface Rendered {
  readonly fragment: DocumentFragment
  /** Calls back when what is plain for now can be drawn better; absent where nothing is plain. */
  readonly whenBetter?: (then: () => void) => void
}

export interface Markdown {
  /** The only way model text becomes elements: inert ones, without addresses, identities or styles. */
  render(source: string, known: Known): Rendered
  /** For one growing text. */
  blocks(): Blocks
}

const tags = words(
  'p br hr h3 h4 blockquote ul ol li pre code em strong del a span div table thead tbody tr th td',
)
const mathTags = words(
  'math semantics mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msup msub msubsup ' +
    'munder mover munderover mmultiscripts mprescripts mtable mtr mtd menclose',
)
const mathAttributes = words(
  'display accent accentunder columnalign columnspacing rowspacing columnlines rowlines depth height width lspace ' +
    'rspace linethickness fence form largeop maxsize minsize movablelimits separator stretchy symmetric mathvariant ' +
    'notation scriptlevel displaystyle voffset',
)
const classes = /^(?:language-[\w+#.-]+|depth-[1-6]|tex(?: tex-display)?)$/
const addresses = /^(?:https?:\/\/|[\w./-])/i

export function createMarkdown(): Markdown {
  const grammar = createGrammar()
  const katex = createLazy(() => import('./katex.ts'))
  const colours = createLazy(() => import('./highlight.ts'))
  const finders = new WeakMap<Known, FindReferences>()
  const purifier = createPurifier(window)
  // Only our own grammar gives classes; anything else that came through has none of them.
  purifier.addHook('uponSanitizeAttribute', (_, event) => {
    if (event.attrName === 'class') event.keepAttr = classes.test(event.attrValue)
    if (event.attrName === 'href') event.keepAttr = addresses.test(event.attrValue)
  })
  const strict = { ALLOW_ARIA_ATTR: false, ALLOW_DATA_ATTR: false, RETURN_DOM_FRAGMENT: true } as const

  return { blocks: () => createBlocks(grammar), render }

  function render(source: string, known: Known): Rendered {
    const fragment = purifier.sanitize(grammar.parse(source, { async: false }), {
      ...strict,
      ALLOWED_TAGS: tags,
      ALLOWED_ATTR: ['class', 'href', 'start', 'align'],
    })
    const formulas = fragment.querySelectorAll('.tex')
    for (const element of formulas) setTex(element)
    const coloured = fragment.querySelector('pre > code[class]') !== null
    dress(fragment, finderOf(known), colours.value?.highlight)
    if (coloured && !colours.value) return { fragment, whenBetter: colours.whenReady }
    if (formulas.length > 0 && !katex.value) return { fragment, whenBetter: katex.whenReady }
    return { fragment }
  }

  function finderOf(known: Known): FindReferences {
    const find = finders.get(known) ?? createReferenceFinder(known)
    finders.set(known, find)
    return find
  }

  function setTex(element: Element) {
    const html = katex.value?.typeset(element.textContent, element.classList.contains('tex-display'))
    if (html === undefined) return
    const inside = purifier.sanitize(html, {
      ...strict,
      ALLOWED_TAGS: mathTags,
      ALLOWED_ATTR: mathAttributes,
    })
    const formula = inside.querySelector('math')
    if (!formula) return
    element.classList.add('tex-set')
    element.replaceChildren(formula)
  }
}

function words(line: string): string[] {
  return line.split(' ')
}
