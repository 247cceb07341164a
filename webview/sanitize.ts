import createPurifier from 'dompurify'

/** The second of two fences around model text: the grammar makes no HTML of it, and what came through is cleaned here. */
export interface Sanitizer {
  /** Text and its marks, without identities, styles or addresses but those of links. */
  prose(html: string): DocumentFragment
  /** The formula in it. */
  formula(html: string): Element | null
}

const tags = list(
  'p br hr h3 h4 blockquote ul ol li pre code em strong del a span div table thead tbody tr th td',
)
const attributes = list('class href start align')
const mathTags = list(
  'math semantics mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msup msub msubsup ' +
    'munder mover munderover mmultiscripts mprescripts mtable mtr mtd menclose',
)
const mathAttributes = list(
  'display accent accentunder columnalign columnspacing rowspacing columnlines rowlines depth height width lspace ' +
    'rspace linethickness fence form largeop maxsize minsize movablelimits separator stretchy symmetric mathvariant ' +
    'notation scriptlevel displaystyle voffset',
)
const classes = /^(?:language-[\w+#.-]+|depth-[1-6]|tex(?: tex-display)?)$/
const addresses = /^(?:https?:\/\/|[\w./-])/i

export function createSanitizer(): Sanitizer {
  const purifier = createPurifier(window)
  // Only our own grammar gives classes; anything else that came through has none of them.
  purifier.addHook('uponSanitizeAttribute', (_, event) => {
    if (event.attrName === 'class') event.keepAttr = classes.test(event.attrValue)
    if (event.attrName === 'href') event.keepAttr = addresses.test(event.attrValue)
  })
  // For a text that makes a document without a body there is nothing, whatever the type says.
  const clean = (html: string, ALLOWED_TAGS: string[], ALLOWED_ATTR: string[]): DocumentFragment | null =>
    purifier.sanitize(html, {
      ALLOWED_TAGS,
      ALLOWED_ATTR,
      ALLOW_ARIA_ATTR: false,
      ALLOW_DATA_ATTR: false,
      RETURN_DOM_FRAGMENT: true,
    })
  return {
    prose: (html) => clean(html, tags, attributes) ?? document.createDocumentFragment(),
    formula: (html) => clean(html, mathTags, mathAttributes)?.querySelector('math') ?? null,
  }
}

function list(line: string): string[] {
  return line.split(' ')
}
