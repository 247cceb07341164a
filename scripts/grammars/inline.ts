import { choice, include, notAfterWord, type Captures, type Rule } from './rule.ts'
import { closingTag } from './tags.ts'

// Every repetition is bounded or of a single class that ends with what follows it: nothing here may look back far.

const number = '\\d{1,7}'
const to = ' ?(?:[-–—]|to|through|and) ?'

/** `src/cart.ts:12`, `cart.ts:3-7`, `cart.ts#L3-L7`; a name without a folder has an ending. */
const name = '[A-Za-z0-9_.@+~-]'
const folders = `(?>${name}{1,80}[/\\\\])`
const path = choice(
  `${folders}{0,16}${name}{0,80}[A-Za-z0-9_)\\]-]\\.[A-Za-z][A-Za-z0-9_]{0,9}`,
  `${folders}{1,16}[A-Za-z0-9_-]{1,80}`,
)

export const citation: Rule = {
  patterns: [
    {
      name: 'meta.citation.think',
      match: `(?<![A-Za-z0-9_.@+~/\\\\:-])(${path})(:|#L)(${number}(?: ?[-–—] ?L?${number}|:${number})?)(?![A-Za-z0-9_])`,
      captures: {
        1: { name: 'string.other.link.path.think' },
        2: { name: 'punctuation.separator.citation.think' },
        3: { name: 'constant.numeric.line.think' },
      },
    },
    {
      name: 'meta.citation.think',
      match: `${notAfterWord}([Ll]ines?) ?#?(${number}(?:${to}${number})?)(?![A-Za-z0-9_]|\\.\\d)`,
      captures: {
        1: { name: 'string.other.link.line.think' },
        2: { name: 'constant.numeric.line.think' },
      },
    },
    {
      name: 'meta.citation.think',
      match: `(第) ?(${number}(?: ?行? ?[-–—~～到至] ?第? ?${number})?) ?(行)`,
      captures: {
        1: { name: 'string.other.link.line.think' },
        2: { name: 'constant.numeric.line.think' },
        3: { name: 'string.other.link.line.think' },
      },
    },
  ],
}

export const numeral: Rule = {
  name: 'constant.numeric.think',
  match:
    '(?<![A-Za-z0-9_.,])(?:0[xX][0-9A-Fa-f]{1,32}|\\d{1,32}(?:[,_]\\d{3}){0,10}(?:\\.\\d{1,32})?(?:[eE][+-]?\\d{1,4})?%?)(?![A-Za-z0-9_]|\\.\\d)',
}

// What stands between two marks of a line is found by looking ahead: patterns inside a capture would copy the line for
// each of them.

export const code: Rule = between({
  name: 'markup.inline.raw.string.think',
  mark: 'punctuation.definition.raw.think',
  begin: '(?<!`)(`{1,3})(?=[^`\\n]{1,1000}\\1(?!`))',
  end: '\\1',
  inside: ['#citation'],
})

export const bold: Rule = between({
  name: 'markup.bold.think',
  mark: 'punctuation.definition.bold.think',
  begin: '\\*\\*(?=[^ *\\n][^*\\n]{0,400}\\*\\*)',
  end: '\\*\\*',
  inside: ['#moves', '#inline'],
})

const dollars = '(?=[^$\\n]{0,200}[\\\\^_={}+*/<>]|[A-Za-z]\\$)[^ $\\n](?:[^$\\n]{0,200}[^ $\\n\\\\])?'

const blank = '^(?=[ \\t]*$)'

/** Formulas over several lines: a paragraph of VS Code's Markdown would end with its line. */
export const display: Rule = {
  patterns: [
    math('block', '^[ \\t]{0,12}\\\\\\[', '\\\\\\]', blank),
    math('block', '^[ \\t]{0,12}\\$\\$', '\\$\\$', blank),
  ],
}

/** A single dollar is money, unless there is a sign of a formula, or a lone letter, before the next. */
export const formula: Rule = {
  patterns: [
    math('inline', '\\\\\\(', '\\\\\\)', '$'),
    math('block', '\\\\\\[', '\\\\\\]', blank),
    math('block', '\\$\\$', '\\$\\$', blank),
    between({
      name: 'markup.math.inline.think',
      mark: 'punctuation.definition.math.think',
      begin: `(?<![A-Za-z0-9_$\\\\])\\$(?=${dollars}\\$(?![A-Za-z0-9_$]))`,
      end: '\\$',
      inside: ['#tex'],
    }),
  ],
}

/** A formula that nothing closes ends with `last`, or with the thought. */
function math(form: 'inline' | 'block', open: string, close: string, last: string): Rule {
  const mark = 'punctuation.definition.math.think'
  return {
    name: `markup.math.${form}.think`,
    begin: open,
    end: `(${close})|${last}|(?=${closingTag})`,
    beginCaptures: { 0: { name: mark } },
    endCaptures: { 1: { name: mark } },
    patterns: include('#tex'),
  }
}

export const tex: Rule = {
  patterns: [
    { name: 'support.function.math.tex', match: '\\\\(?:[A-Za-z]{1,40}|[^A-Za-z])' },
    { name: 'constant.numeric.math.tex', match: '\\d{1,40}(?:\\.\\d{1,40})?' },
    { name: 'keyword.operator.math.tex', match: '[-+*/=<>^_&|×÷≤≥≠≈±∓·]' },
    { name: 'punctuation.section.math.tex', match: '[{}()\\[\\]]' },
    { name: 'variable.other.math.tex', match: '[A-Za-z]{1,40}' },
  ],
}

interface Between {
  readonly name: string
  readonly mark: string
  readonly begin: string
  readonly end: string
  readonly inside: readonly string[]
}

function between({ name, mark, begin, end, inside }: Between): Rule {
  const marks: Captures = { 0: { name: mark } }
  return {
    name,
    begin,
    end: `${end}|$`,
    beginCaptures: marks,
    endCaptures: marks,
    patterns: include(...inside),
  }
}
