import type { Captures } from './rule.ts'

// `src/core/tags.ts` lists them in pairs. Here any of them closes any: no thought mixes them, and a `while` cannot know
// what another rule began with.
const named = 'think(?:ing)?|thought|(?:seed|mm):think'

export const openingTag = `(?:(<)(${named})(>)|(\\[THINK\\]|◁think▷|<\\|START_THINKING\\|>))`
export const closing = `(?:(</)(${named})(>)|(\\[/THINK\\]|◁/think▷|<\\|END_THINKING\\|>))`
/** The same without groups. */
export const closingTag = `(?:</(?:${named})>|\\[/THINK\\]|◁/think▷|<\\|END_THINKING\\|>)`

export const tagParts: Captures = {
  1: { name: 'punctuation.definition.tag.begin.think' },
  2: { name: 'entity.name.tag.think' },
  3: { name: 'punctuation.definition.tag.end.think' },
  4: { name: 'entity.name.tag.think' },
}
