import { createReferenceFinder, type FindReferences, type Known } from '../src/core/references.ts'
import { createGrammar } from '../src/markup/grammar.ts'
import { createBlocks, type Blocks } from './blocks.ts'
import { dress } from './dress.ts'
import { createLazy } from './lazy.ts'
import { createSanitizer } from './sanitize.ts'
import { words } from './words.ts'

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

export function createMarkdown(): Markdown {
  const grammar = createGrammar(words)
  const katex = createLazy(() => import('./katex.ts'), null)
  const colours = createLazy(() => import('./highlight.ts'), null)
  const finders = new WeakMap<Known, FindReferences>()
  const sanitizer = createSanitizer()

  return { blocks: () => createBlocks(grammar), render }

  function render(source: string, known: Known): Rendered {
    const fragment = sanitizer.prose(grammar.parse(source, { async: false }))
    const formulas = fragment.querySelectorAll('.tex')
    for (const element of formulas) setTex(element)
    const coloured = fragment.querySelector('pre > code[class]') !== null
    dress(fragment, finderOf(known), colours.value?.highlight)
    if (coloured && colours.value === undefined) return { fragment, whenBetter: colours.whenReady }
    if (formulas.length > 0 && katex.value === undefined) return { fragment, whenBetter: katex.whenReady }
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
    const formula = sanitizer.formula(html)
    if (!formula) return
    element.classList.add('tex-set')
    element.replaceChildren(formula)
  }
}
