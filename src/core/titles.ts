import { isWide } from './characters.ts'

const longest = 80
/** Markup before the first word: fences, hashes, list markers, quotes, emphasis. */
const markup = /(?:[\s>*_]+|```\w*|#{1,6}\s|[-•+]\s|\\?[-*]\s|\(?\d{1,3}\\?[.)]\s)*/y
/** Words that only get a sentence going. */
const opener =
  /(?:(?:okay|ok|alright|all right|so|hmm+|well|now|wait|and|but|oh|ah|yes|yeah|hold on)\b[,.!…—-]*\s+(?=\S)|(?:好的|嗯|等等|好|等一下)[，。、,…\s]+|(?:那么|所以|但是|不过)[，、,\s]*)+/iy
const ending = /[\s.,:;…。，：；*_]+$/

/** A short title from a statement's own words: no list marker, no markup, no "Okay, so". */
export function titleOf(text: string): string {
  const from = skip(opener, text, skip(markup, text, 0))
  let title = text.slice(from, from + longest + 24)
  const line = title.indexOf('\n')
  if (line > 24) title = title.slice(0, line)
  if (/[\n\t*_]| {2}/.test(title)) title = title.replace(/\*\*|__/g, '').replace(/\s+/g, ' ')
  if (title.length > longest) title = `${shorten(title)}…`
  else title = title.replace(ending, '')
  const first = title.charAt(0)
  const upper = first.toUpperCase()
  if (first !== upper && upper.length === 1) title = upper + title.slice(1)
  return title === '' ? text.trim().slice(0, 24) || '…' : title
}

/** A title that says nothing yet: "Hmm", "Wait", "So". */
export function isFiller(title: string): boolean {
  const short = isWide(title.charCodeAt(0)) ? 4 : 12
  return title.length < short || filler.test(title)
}

const filler = /^(?:let me (?:think|see|check)|let's (?:think|see)|hold on)\b.{0,12}$/i

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

/** Ends at a word, and never within a character of two units. */
function shorten(title: string): string {
  let to = title.lastIndexOf(' ', longest - 1)
  if (to <= longest / 2) to = longest - 1
  const last = title.charCodeAt(to - 1)
  return title.slice(0, last >= 0xd800 && last <= 0xdbff ? to - 1 : to).replace(ending, '')
}
