import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import diff from 'highlight.js/lib/languages/diff'
import go from 'highlight.js/lib/languages/go'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import rust from 'highlight.js/lib/languages/rust'
import sql from 'highlight.js/lib/languages/sql'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'

const colours = hljs.newInstance()
const languages = {
  bash, c, cpp, csharp, diff, go, java, javascript, json, python, rust, sql, typescript, xml, yaml,
} // prettier-ignore
for (const [name, language] of Object.entries(languages)) colours.registerLanguage(name, language)

/** Longer code stays plain: colouring it would hold up the page. */
const longest = 20_000

/** Colours the code of an element, where the language is known. The text stays the same. */
export function highlight(code: HTMLElement, language: string): void {
  const text = code.textContent
  if (text.length > longest || !colours.getLanguage(language)) return
  const { value } = colours.highlight(text, { language, ignoreIllegals: true })
  // The library escapes the text; what it adds is spans with classes of its own.
  code.innerHTML = value
}
