import { include, type Grammar } from './rule.ts'

/** `<think>` at the start of a line of Markdown. */
export const inMarkdown: Grammar = {
  scopeName: 'think.in-markdown',
  injectionSelector:
    'L:text.html.markdown - (meta.paragraph, markup, meta.embedded, meta.thought, comment, string)',
  patterns: include('text.think#thought'),
}

export const inLog: Grammar = {
  scopeName: 'think.in-log',
  injectionSelector: 'L:text.log - meta.thought',
  patterns: include('text.think#thought-anywhere'),
}

/** VS Code has no grammar for plain text, so there is nothing to add to. */
export const plain: Grammar = {
  name: 'Plain Text',
  scopeName: 'text.plain',
  patterns: include('text.think#thought-anywhere'),
}
