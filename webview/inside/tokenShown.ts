import { defaultTags, otherTags } from '../../src/core/tags.ts'

/** A token as it can be seen: what is blank has a sign. */
export function shown(token: string): string {
  if (token === '') return '∅'
  const lines = token.replaceAll('\n', '⏎').replaceAll('\t', '⇥')
  return lines.trim() === '' ? lines.replaceAll(' ', '␣') : lines
}

/**
 * What comes of thinking on with a token in place of another: `end` closes the thought, so that the answer follows. With
 * half a letter, or what is no text but a sign of the model's own, nothing can be begun.
 */
export function leadsTo(token: string): 'on' | 'end' | 'nowhere' {
  const text = token.trim()
  if ([...defaultTags, ...otherTags].some(({ close }) => close === text)) return 'end'
  return token === '' || token.includes('\uFFFD') || /^<[|｜].*[|｜]>$|^<\/?s>$/.test(text) ? 'nowhere' : 'on'
}
