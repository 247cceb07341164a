import fc from 'fast-check'

const parts =
  '---\n|---|--- turn\n|--- turn|\\--- turn\n|\\\\--- turn|--- tur|n\r\n|\n|\r\n|format: 1\n|format: 2\n|id: a\n|' +
  'question: "x|# note\n|a: [1\n|b| |\ufeff|\ud800|<think>|</think>|<think>\n|\n</think>\n\n|<think-1>\n|```\n|`|' +
  'So it is.\n|\\|é😀'

/** Texts made of what a document gives a meaning to. */
export const tricky = fc
  .array(fc.constantFrom(...parts.split('|')), { maxLength: 16 })
  .map((chosen) => chosen.join(''))
