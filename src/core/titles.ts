import { plainTex } from '../base/plainTex.ts'
import { plainText } from '../base/plainText.ts'
import { isLetter, isWide } from './characters.ts'
import { announces, heralds } from './statement.ts'
import type { Step } from './step.ts'

const longest = 80
/** Markup before the first word: fences, hashes, list markers, quotes, emphasis. */
const markup = /(?:[\s>*_]+|(?:`{3,}|~{3,})\w*|#{1,6}\s|[-•+]\s|\\?[-*]\s|\(?\d{1,3}\\?[.)]\s)*/y
/** Words that only get a sentence going. */
const opener =
  /(?:(?:okay|ok|alright|all right|so|hmm+|well|now|wait|and|but|oh|ah|yes|yeah|hold on)\b[,.:!…—-]*\s+(?=\S)|(?:right|sure|great|good|nice|perfect|anyway|huh)[,.!…]+\s+(?=\S)|(?:好的|嗯|等等|好|等一下|哦|啊|唔|呃|对了)[，。、,…！\s]+|(?:那么|所以|但是|不过)[，、,\s]*)+/iy
/** No title ends in these. */
const trailing = /[\s.,:;…。，：；*_]/

/** A title for one line of plain text: without marks of Markdown and TeX, and nothing that is not seen. */
export function plainTitle(title: string): string {
  return plainText(plainTex(title))
}

/**
 * What to call the step at `index`: the first statement in it that says something names it, with the next one where it
 * stops short of what it announces: "The answer is: 42". What somebody sets about is called by that alone: "Let me check
 * the sum" is "Check the sum".
 */
export function titleAt(
  steps: readonly Step[],
  index: number,
  reasoning: string,
  titled: (statement: string) => string = titleOf,
): string {
  return withoutLead(firstTitle(steps, index, reasoning, titled))
}

function firstTitle(
  steps: readonly Step[],
  index: number,
  reasoning: string,
  titled: (statement: string) => string,
): string {
  const end = steps[index]?.span.to ?? 0
  let first = ''
  let lead = ''
  for (let at = index; at < steps.length; at++) {
    const step = steps[at]
    if (!step || step.span.from >= end) break
    if (step.level !== 'statement') continue
    const { from, to } = step.span
    const text = reasoning.slice(from, Math.min(to, from + seen))
    const title = titled(text)
    if (lead !== '') return joined(lead, title)
    if (stopsShort(title) && announces(text)) lead = title
    else if (!isFiller(title)) return title
    else first ||= title
  }
  return lead || first
}

/** Of a statement's text. */
const seen = 400

function withoutLead(title: string): string {
  const lead = leads.exec(title) ?? wideLeads.exec(title)
  return lead ? capitalized((lead[1] ?? '') + title.slice(lead[0].length)) : title
}

/** What somebody says who sets about something, before what that is; the group says when. */
const leads =
  /^((?:first|second|third|next|then|finally|lastly)(?: of all)?,? )?(?:let me|let us|let['’]s|I['’]ll|I['’]m going to|I (?:will|should|must)|(?:I|we) (?:also |first |now |then )?(?:need|have|want) to) (?:(?:also|first|just|now|quickly|then) )*(?=(?!(?:not|say)\b)[\w-]+ \S)/i
const wideLeads =
  /^((?:首先|其次|然后|接下来|最后)，?)?(?:现在，?)?(?:让我们?|我们?(?:需要|来))(?:先|再|也|来)*(?=[^的不说自]..)/

/** A short title from a statement's own words: no list marker, no markup, no "Okay, so"; at most 80 characters. */
export function titleOf(text: string): string {
  const ink = isLetter(text.charCodeAt(0)) ? 0 : skip(markup, text, 0)
  if (text.charCodeAt(ink) === bar) return titleOfRow(text, ink)
  const from = mayOpen(text.charCodeAt(ink)) ? skip(opener, text, ink) : ink
  let title = text.slice(from, from + longest + 24)
  const line = title.indexOf('\n')
  const ofCode = text.startsWith('```') || text.startsWith('~~~')
  if (line > 24 || (ofCode && line > 0)) title = title.slice(0, line)
  title = fitted(title)
  if (title === '') return text.trim().slice(0, 24) || '…'
  return ofCode || isName(title) ? title : capitalized(title)
}

/** The cells of the first row of a table. */
function titleOfRow(text: string, from: number): string {
  const row = text.slice(from, from + 4 * longest).split('\n', 1)[0] ?? ''
  const cells = row.split('|').map((cell) => cell.trim())
  return fitted(cells.filter(Boolean).join(' · ')) || '…'
}

const bar = 124

/** It begins with a name of code or a variable, which keeps its small letter: `getTotal()`, `line_count`, `dx = 4`. */
function isName(title: string): boolean {
  return smallName.test(title)
}

const smallName =
  /^(?:[α-ω]|[b-z](?![\w'’])|[a-z]+(?:[A-Z_²³]|\(|\.\w|\[)|[a-z]{1,2}\d|[a-z]{1,6} ?[=^≤≥<>≈∝→⇒·*+|])/

/** Whether a title only begins to say what follows it: "The answer is", "Let me define", "Year 4". */
function stopsShort(title: string): boolean {
  if (title.length > longestLead || numbered.test(title) || mere.test(title)) return false
  return open.test(title) || (title.length < shortest && /^\w/.test(title))
}

const open =
  /(?:^| )(?:is|are|be|was|were|has|have|had|becomes?|gives?|gets?|equals|contains?|includes?|to|as|of|with|by|for|from|where|would|could|will|define|denote|create|consider|compute|calculate|write|list|note|say)$|(?:是|为|有|得|即|如下|包括)$/i
/** What is left out rather than led on from. */
const mere =
  /^(?:(?:we|I|you)(?:['’]\w+)?(?: \w+)?|so|thus|then|therefore|hence|no|yes|ok|okay|hmm+|wait|but|and|also|now|or|first|next|finally|maybe|perhaps|where|let(?: me|['’]s| us) (?:see|look|try|check|think|say|go|do))$/i
const longestLead = 48

function joined(lead: string, title: string): string {
  const both = isWide(lead.charCodeAt(lead.length - 1)) ? `${lead}：${title}` : `${lead}: ${title}`
  return both.length > longest ? `${shorten(both)}…` : both
}

/** On one line, without emphasis, and not too long. */
function fitted(title: string): string {
  if (title.length <= longest) {
    // Most often the white space at its end is all there is to take away
    const bare = withoutTrailing(title)
    if (!/[*_]|[^\S ]| {2}/.test(bare)) return bare
  }
  const plain = /[\n\t*_]| {2}/.test(title) ? title.replace(/\*\*|__/g, '').replace(/\s+/g, ' ') : title
  return plain.length > longest ? `${shorten(plain)}…` : withoutTrailing(plain)
}

/** A title that says nothing yet: "Hmm", "Wait", "So". */
function isFiller(title: string): boolean {
  if (numbered.test(title)) return false
  if (title.length < (isWide(title.charCodeAt(0)) ? 4 : shortest))
    return !(/[\d=]/.test(title) && /\p{L}/u.test(title))
  return (title.length <= longestFiller && filler.test(title)) || heralds(title)
}

const numbered = /^(?:case|step|option|method|approach|part|test|example|line)s? ?\d/i
const filler =
  /^(?:(?:let me (?:think|see|check)|let['’]s (?:think|see)|hold on)\b(?: (?:it|that|this|again|here|now|first|a \w{1,8}))*|alternatively|for (?:example|instance)|in other words|similarly|therefore|additionally|on the other hand)$/i
const longestFiller = 24
const shortest = 12

/** Whether a word that only gets a sentence going may begin so. Costs less than to look for each of them. */
function mayOpen(code: number): boolean {
  return code >= 128 || asciiOpening[code] === 1
}

const asciiOpening = asciiTable(/[aobghnprswy]/i)
const asciiTrailing = asciiTable(trailing)

function asciiTable(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0))
}

function withoutTrailing(title: string): string {
  let to = title.length
  while (to > 0 && isTrailing(title.charCodeAt(to - 1))) to--
  return title.slice(0, to)
}

function isTrailing(code: number): boolean {
  return code < 128 ? asciiTrailing[code] === 1 : trailing.test(String.fromCharCode(code))
}

function capitalized(title: string): string {
  const code = title.charCodeAt(0)
  if (code < 128) return code >= 97 && code <= 122 ? String.fromCharCode(code - 32) + title.slice(1) : title
  const upper = title.charAt(0).toUpperCase()
  return upper.length === 1 ? upper + title.slice(1) : title
}

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

/** Ends at a word, and never within a character of two units. */
function shorten(title: string): string {
  let to = title.lastIndexOf(' ', longest - 1)
  if (to <= longest / 2) to = longest - 1
  const last = title.charCodeAt(to - 1)
  return withoutTrailing(title.slice(0, last >= 0xd800 && last <= 0xdbff ? to - 1 : to))
}
