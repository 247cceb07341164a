import { bold, citation, code, display, formula, numeral, tex } from './inline.ts'
import { moveRules } from './moves.ts'
import { include, type Grammar, type Rule } from './rule.ts'
import { closing, closingTag, openingTag, tagParts } from './tags.ts'

/** As `src/traces/layout.ts` parts turns. */
const turnLine = '--- turn[ \\t]*$'
const headEnd = '---[ \\t]*$'

const heading: Rule = {
  name: 'markup.heading.think',
  match: '^[ \\t]{0,3}(#{1,6}) (.*)$',
  captures: {
    1: { name: 'punctuation.definition.heading.think' },
    2: { name: 'entity.name.section.think', patterns: include('#inline') },
  },
}

// Themes know these two by Markdown's names.
const listMarker: Rule = {
  match: '^[ \\t]{0,16}((?:[-*+•]|\\d{1,3}[.)])(?=[ \\t])|\\d{1,3}、)',
  captures: { 1: { name: 'punctuation.definition.list.begin.markdown' } },
}

const quoteMarker: Rule = {
  match: '^[ \\t]{0,3}(>)',
  captures: { 1: { name: 'punctuation.definition.quote.begin.markdown' } },
}

/** `.think` files, and what the other grammars take from it. */
export const think: Grammar = {
  name: 'ThinkTree Trace',
  scopeName: 'text.think',
  // The thought comes before the body: VS Code gives a line half a second, and Markdown's patterns alone may take that
  // on a busy machine. What is begun on a line that takes longer is not begun.
  patterns: include('#head', '#turn', '#thought', '#body'),
  injections: {
    'L:text.think meta.paragraph.markdown - (markup.inline.raw, markup.underline.link, markup.math, meta.embedded)':
      { patterns: include('#code', '#citation', '#formula') },
  },
  repository: {
    head: head('\\A(---)()[ \\t]*$'),
    turn: head('^(---) (turn)[ \\t]*$'),
    body: {
      name: 'meta.body.think',
      begin: `(?!${turnLine})(?=.)`,
      while: `^(?!${turnLine})`,
      patterns: include('#thought', '#display', 'text.html.markdown'),
    },
    thought: { patterns: [thought(`^[ \\t]{0,3}${openingTag}`), numberedThought()] },
    // In a log a line may begin with the time, and a tag may be spoken of.
    'thought-anywhere': thought(`(?<![A-Za-z0-9_"'\`])${openingTag}(?=[ \\t]*$|.{0,2000}${closingTag})`),
    'thought-lines': {
      begin: '$',
      while: `^(?!${turnLine}|.*(?<!["'\`])${closingTag})`,
      patterns: include('#fence', '#statement'),
    },
    // Markdown's seventy kinds of fences are looked at only where there is one.
    fence: {
      begin: '^(?=[ \\t]{0,12}(?:`{3}|~{3}))',
      end: '(?!\\G)',
      patterns: include('text.html.markdown#fenced_code_block'),
    },
    statement: {
      patterns: [heading, listMarker, quoteMarker, ...include('#moves', '#inline')],
    },
    moves: { patterns: moveRules },
    inline: { patterns: include('#code', '#formula', '#bold', '#citation', '#number') },
    code,
    formula,
    display,
    tex,
    bold,
    citation,
    number: numeral,
  },
}

/**
 * The lines up to the one with the closing tag are a rule of their own whose `while` cuts off whatever was begun in
 * them, such as a fence that nothing closes.
 */
function thought(begin: string): Rule {
  return {
    name: 'meta.thought.think',
    begin,
    end: `${closing}|^(?=${turnLine})`,
    beginCaptures: tagParts,
    endCaptures: tagParts,
    patterns: include('#thought-lines', '#statement'),
  }
}

/** As `src/traces/body.ts` writes a thought that holds other tags: only the same number closes it. */
function numberedThought(): Rule {
  return {
    name: 'meta.thought.think',
    begin: '^(<)(think-(\\d{1,4}))(>)',
    end: `(</)(think-\\3)(>)|^(?=${turnLine})`,
    beginCaptures: { 1: tagParts[1] ?? {}, 2: tagParts[2] ?? {}, 4: tagParts[3] ?? {} },
    endCaptures: tagParts,
    patterns: include('#fence', '#statement'),
  }
}

/** YAML up to a line that closes it, or one that cannot be of it. */
function head(begin: string): Rule {
  return {
    name: 'meta.head.think',
    begin,
    end: `^(${headEnd})|^(?=<|${turnLine})`,
    beginCaptures: {
      1: { name: 'punctuation.definition.begin.frontmatter' },
      2: { name: 'keyword.control.turn.think' },
    },
    endCaptures: { 1: { name: 'punctuation.definition.end.frontmatter' } },
    patterns: [
      {
        contentName: 'meta.embedded.block.frontmatter',
        begin: '$',
        while: `^(?!${headEnd}|<|${turnLine})`,
        patterns: include('source.yaml'),
      },
    ],
  }
}
