const tags = new Set(
  (
    'p br hr h3 h4 blockquote ul ol li pre code em strong del a span div table thead tbody tr th td button ' +
    'math semantics mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msup msub msubsup ' +
    'munder mover munderover mmultiscripts mprescripts mtable mtr mtd menclose'
  ).split(' '),
)
const attributes =
  /^(?:class|title|type|tabindex|role|start|align|aria-label|aria-hidden|data-(?:do|href|path|first|last|name))$/
const mathAttributes =
  /^(?:display|accent|accentunder|column\w+|row\w+|depth|height|width|[lr]space|linethickness|fence|form|largeop|maxsize|minsize|movablelimits|separator|stretchy|symmetric|mathvariant|notation|scriptlevel|displaystyle|voffset)$/
const classes =
  /^(?:prose-block|prose-more|cite|code|code-tools|code-language|icon-button|table|codicon|codicon-(?:copy|check|insert|diff)|depth-[1-6]|tex|tex-display|tex-set|hljs-[\w-]+|language-[\w+#.-]+|function_|class_|inherited__|language_|escape_|operator|regexp|constant_|built_in)$/
const tools = new Set(['copy', 'insert', 'compare'])

/** What stands in elements made of model text and should not. */
export function problemsIn(prose: ParentNode): string[] {
  return [...prose.querySelectorAll('*')].flatMap((element) => problemsOf(element))
}

function problemsOf(element: Element): string[] {
  const { localName } = element
  const found: string[] = []
  if (!tags.has(localName)) found.push(`<${localName}>`)
  const known = element.closest('math') ? mathAttributes : attributes
  for (const { name, value } of element.attributes) {
    if (!known.test(name)) found.push(`${localName} ${name}="${value}"`)
    if (/^\s*(?:javascript|data|vbscript|command|vscode|file):/i.test(value) && name !== 'title')
      found.push(`${localName} ${name}="${value}"`)
  }
  for (const name of element.classList) if (!classes.test(name)) found.push(`class ${name}`)
  return found.concat(doings(element))
}

/** Only what dress.ts made may do something. */
function doings(element: Element): string[] {
  const does = element.getAttribute('data-do')
  const made =
    does === null
      ? element.localName !== 'button' && element.localName !== 'a'
      : does === 'link'
        ? /^https?:\/\//i.test(element.getAttribute('data-href') ?? '')
        : does === 'cite'
          ? element.className === 'cite'
          : tools.has(does) && element.parentElement?.className === 'code-tools'
  return made ? [] : [`not ours: ${element.outerHTML.slice(0, 200)}`]
}

/** What no page of ours has, wherever it stands. */
const foreign =
  'iframe, frame, object, embed, applet, base, img, image, picture, source, video, audio, track, svg, dialog, form:not(.follow-up), ' +
  'template, area, map, portal, marquee, [href]:not(head *), [src]:not(script[nonce]), [srcset], [action], [formaction], ' +
  '[background], [poster], [ping], [srcdoc], [contenteditable], [autofocus], [accesskey], [name]:not(meta), [popover]:not(.menu), [is], [slot], ' +
  'head > :not(meta, link, title), body > :not(#root, script, .trial)'

/** What stands in the document and should not. */
export function strangers(): string[] {
  const found = [...document.querySelectorAll(foreign)].map(
    (one) => `stranger: ${one.outerHTML.slice(0, 200)}`,
  )
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes)
      if (name.startsWith('on')) found.push(`${element.localName} ${name}="${value}"`)
  }
  return found
}
