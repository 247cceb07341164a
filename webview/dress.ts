import type { FindReferences, Reference } from '../src/core/references.ts'
import { words } from './words.ts'

export type Highlight = (code: HTMLElement, language: string) => void

/** Turns clean elements into the page's own: mentions of code become links, links speak to the host, code has a bar. */
export function dress(
  fragment: DocumentFragment,
  find: FindReferences,
  highlight: Highlight | undefined,
): void {
  for (const anchor of fragment.querySelectorAll('a')) dressLink(anchor, find)
  for (const code of fragment.querySelectorAll('code')) {
    if (code.parentElement?.localName === 'pre') dressCode(code.parentElement, code, highlight)
    else dressInlineCode(code, find)
  }
  for (const text of textsOf(fragment)) {
    if (isGap(text)) text.remove()
    else dressText(text, find)
  }
  for (const table of fragment.querySelectorAll('table')) wrapTable(table)
}

/** The link that leads to a mention of code. It has no address: the host knows where to go. */
function citation(reference: Omit<Reference, 'span'>, label: string): HTMLElement {
  const { path, lines, name } = reference
  const link = document.createElement('a')
  link.setAttribute('role', 'link')
  link.tabIndex = 0
  link.className = 'cite'
  link.dataset['do'] = 'cite'
  if (path !== undefined) link.dataset['path'] = path
  if (lines) {
    link.dataset['first'] = String(lines.first)
    link.dataset['last'] = String(lines.last)
  }
  if (name !== undefined) link.dataset['name'] = name
  link.textContent = label
  link.title = words.openReference(label)
  return link
}

/** No address stays on the element: nothing can follow it but the host, which asks first. */
function dressLink(anchor: HTMLAnchorElement, find: FindReferences) {
  const href = anchor.getAttribute('href') ?? ''
  const address = webAddress(href)
  if (address !== undefined) {
    anchor.removeAttribute('href')
    anchor.dataset['do'] = 'link'
    anchor.dataset['href'] = address
    anchor.setAttribute('role', 'link')
    anchor.tabIndex = 0
    anchor.title = words.goToLink(address)
    return
  }
  const reference = whole(decoded(href).replace('#L', ':'), find)
  anchor.replaceWith(...(reference ? [citation(reference, anchor.textContent)] : anchor.childNodes))
}

/** As browsers write it: letters that only look like others, or turn the text, show as what they are. */
function webAddress(href: string): string | undefined {
  return /^https?:\/\//i.test(href) && URL.canParse(href) ? new URL(href).href : undefined
}

function dressCode(block: HTMLElement, code: HTMLElement, highlight: Highlight | undefined) {
  const language = /^language-(.+)$/.exec(code.className)?.[1] ?? ''
  code.removeAttribute('class')
  highlight?.(code, language)
  block.tabIndex = 0 // it scrolls sideways
  const name = document.createElement('span')
  name.className = 'code-language'
  name.textContent = language
  const frame = document.createElement('div')
  frame.className = 'code'
  block.replaceWith(frame)
  const tools = document.createElement('div')
  tools.className = 'code-tools'
  tools.append(
    name,
    tool('insert', 'insert', words.insertCode),
    tool('compare', 'diff', words.compareCode),
    tool('copy', 'copy', words.copyCode),
  )
  frame.append(block, tools)
}

/** A button that says what it is for to proseActions.ts. */
function tool(does: string, icon: string, label: string): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'icon-button'
  button.dataset['do'] = does
  button.title = label
  button.setAttribute('aria-label', label)
  const picture = document.createElement('span')
  picture.className = `codicon codicon-${icon}`
  picture.ariaHidden = 'true'
  button.append(picture)
  return button
}

function dressInlineCode(code: HTMLElement, find: FindReferences) {
  const text = code.textContent
  const reference = code.closest('a') ? undefined : whole(text, find)
  if (!reference) return
  code.replaceChildren(citation(reference, text))
}

function dressText(text: Text, find: FindReferences) {
  const references = find(text.data)
  if (references.length === 0) return
  const pieces: (string | Node)[] = []
  let at = 0
  for (const reference of references) {
    // A bare word of prose stays prose; names become links where they are set as code.
    if (reference.path === undefined && !reference.lines) continue
    const { from, to } = reference.span
    pieces.push(text.data.slice(at, from), citation(reference, text.data.slice(from, to)))
    at = to
  }
  if (pieces.length > 0) text.replaceWith(...pieces, text.data.slice(at))
}

function textsOf(fragment: DocumentFragment): readonly Text[] {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node instanceof Text && !node.parentElement?.closest('a, button, code, .tex, .code')) texts.push(node)
  }
  return texts
}

/** White space between blocks, rows or cells: nothing is to be seen of it. */
function isGap({ data, parentNode }: Text): boolean {
  const inText =
    parentNode instanceof Element && !parentNode.matches('table, thead, tbody, tr, ul, ol, blockquote')
  return !inText && data.trim() === ''
}

/** The mention that fills a text from end to end. */
function whole(text: string, find: FindReferences): Reference | undefined {
  // A name counts in backticks only, which is where this text came from.
  const [first] = find(`\`${text}\``)
  return first && first.span.from === 1 && first.span.to === text.length + 1 ? first : undefined
}

function wrapTable(table: HTMLTableElement) {
  const frame = document.createElement('div')
  frame.className = 'table'
  frame.tabIndex = 0
  table.replaceWith(frame)
  frame.append(table)
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch {
    return href
  }
}
