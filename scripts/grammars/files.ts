import { inLog, inMarkdown, plain } from './others.ts'
import type { Grammar } from './rule.ts'
import { think } from './think.ts'

/** Name and text of each file of a grammar. */
export const grammarFiles: readonly (readonly [name: string, text: string])[] = (
  [
    ['think', think],
    ['in-markdown', inMarkdown],
    ['in-log', inLog],
    ['plain', plain],
  ] satisfies readonly (readonly [string, Grammar])[]
).map(([name, grammar]) => [`${name}.tmLanguage.json`, `${JSON.stringify(grammar, null, 2)}\n`])
