/** A text as one writes it in a line: without markup of Markdown and TeX that says only how it looks. */
export function tidy(text: string): string {
  let plain = text
    .normalize('NFKC')
    .replace(/[−–—﹣]/g, '-')
    .replace(/\\(?:displaystyle|textstyle|limits|left|right|[bB]igg?[lr]?)(?![A-Za-z])\s*\.?/g, '')
    .replace(/\\[dtc]frac(?![A-Za-z])/g, '\\frac')
    .replace(/\\(?:[,;:! ]|q?quad(?![A-Za-z]))|~/g, ' ')
    .replace(/\\(?:\(|\)|\[|\])|\\?\$/g, ' ')
    .replace(/\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))|°/g, ' degrees ')
    .replace(/\\%/g, '%')
    .replace(/\\(?:cdot|times|ast)(?![A-Za-z])|[×·]/g, '*')
    .replace(/\\div(?![A-Za-z])|÷/g, '/')
    .replace(/\\(?:pm)(?![A-Za-z])/g, '±')
    .replace(/\\(?:infty|inf)(?![A-Za-z])/g, '∞')
    .replace(/\\(?:pi)(?![A-Za-z])/g, 'π')
    .replace(/\\(?:cup)(?![A-Za-z])/g, '∪')
    .replace(/\\(?:varnothing|emptyset)(?![A-Za-z])/g, '∅')
    .replace(/\\le(?:q|qslant)?(?![A-Za-z])/g, '≤')
    .replace(/\\ge(?:q|qslant)?(?![A-Za-z])/g, '≥')
    .replace(/\\ne(?:q)?(?![A-Za-z])/g, '≠')
    .replace(/\\in(?![A-Za-z])/g, '∈')
    .replace(
      /\\(?:text|textbf|textit|mathrm|mathbf|mathit|mathsf|operatorname|mbox|boldsymbol)\s*\{([^{}]*)\}/g,
      ' $1 ',
    )
    .replace(/\\([{}])/g, (_, brace: string) => (brace === '{' ? '⦃' : '⦄'))
    .replace(/\s+/g, ' ')
    .trim()
  for (const pattern of wraps) plain = unwrapped(plain, pattern)
  return plain.replace(/\s*[.。;,]+$/, '').trim()
}

const wraps = [
  /^\*\*([^*]+)\*\*$/,
  /^\*([^*]+)\*$/,
  /^`+([^`]+)`+$/,
  /^"([^"]+)"$/,
  /^'([^']+)'$/,
  /^“([^”]+)”$/,
]

function unwrapped(text: string, pattern: RegExp): string {
  const bare = text.replace(/\.$/, '')
  return pattern.exec(bare)?.[1]?.trim() ?? text
}
