import { tidy } from './latex.ts'

/** The final answer of a text, and the rule that found it. */
export interface StatedAnswer {
  readonly answer: string
  readonly rule: 'boxed' | 'tags' | 'stated' | 'whole' | 'last number'
}

/**
 * What a text gives as its final answer: the last `\boxed{…}` (boxes side by side are one list); else what stands
 * between `<answer>` tags; else what follows the last “the answer is”, “answer:”, “答案是” or `####`; else the whole, if it
 * is one short line. Undefined where nothing of this is there: a number somewhere in the text is no stated answer.
 */
export function statedAnswer(text: string): StatedAnswer | undefined {
  const boxed = boxedAnswer(text)
  if (boxed !== undefined) return { answer: boxed, rule: 'boxed' }
  const tagged = taggedAnswer(text)
  if (tagged !== undefined) {
    const inner = statedIn(tagged)
    return inner === undefined ? { answer: tagged, rule: 'tags' } : { answer: inner, rule: 'stated' }
  }
  const stated = statedIn(text)
  if (stated !== undefined) return { answer: stated, rule: 'stated' }
  const whole = text.trim()
  const short = whole !== '' && whole.length <= longest && !whole.includes('\n')
  return short ? { answer: whole, rule: 'whole' } : undefined
}

const longest = 200

/** The last formula or number of a text: for where a number is expected and none is stated. */
export function lastNumber(text: string): StatedAnswer | undefined {
  const line = text.split('\n').findLast((each) => /\d/.test(each))
  const found = line?.match(values)?.at(-1)
  return found === undefined ? undefined : { answer: found, rule: 'last number' }
}

const values =
  /\$[^$\n]*\d[^$\n]*\$|\\\([^\n]*?\d[^\n]*?\\\)|(?<![\w.])[-−]?\$?\d[\d,]*(?:\.\d+)?(?:\/\d+|[eE][-+]?\d+)?%?/g

function boxedAnswer(text: string): string | undefined {
  let answers: string[] = []
  let end = -1
  for (const match of text.matchAll(/\\f?boxed\s*(?=\{)|\\f?boxed\s+([^\s{}$\\])/g)) {
    if (match.index < end) continue // a box within a box
    const from = match.index + match[0].length
    const to = match[1] === undefined ? closingBrace(text, from) : from
    if (to < 0) break
    const beside = end >= 0 && match.index - end <= 40 && joins(text.slice(end, match.index))
    if (!beside) answers = []
    answers.push(match[1] ?? text.slice(from + 1, to))
    end = match[1] === undefined ? to + 1 : to
  }
  const said = answers.map((answer) => answer.trim()).filter((answer) => answer !== '')
  return said.length === 0 ? undefined : said.join(', ')
}

/** What stands between two boxes of one answer. */
function joins(between: string): boolean {
  return /^(?:[\s,;$、，]|\\[()[\]]|and|or|和|或|\\text\s*\{\s*(?:and|or)\s*\}|\\quad|\\,)*$/.test(between)
}

/** −1 where it is not closed. */
function closingBrace(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\') at++
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return at
  }
  return -1
}

function taggedAnswer(text: string): string | undefined {
  const to = text.lastIndexOf('</answer>')
  const from = to < 0 ? -1 : text.lastIndexOf('<answer>', to)
  const answer = from < 0 ? '' : text.slice(from + '<answer>'.length, to).trim()
  return answer === '' ? undefined : answer
}

/** What leads to an answer; only where there is none of the first kind, the second. */
const phrases = [
  /(?:\banswer\b|答案|^[ \t]*####)[ \t]{0,3}[*_]{0,2}[ \t]{0,3}(?:(?:[:：=是为]|is\b)(?:[ \t]{1,3}(?:therefore|thus|then|simply|indeed|still))?)?[ \t]*/gimu,
  /(?:\bresult\b|结果)[ \t]{0,3}[*_]{0,2}[ \t]{0,3}(?:[:：=是为]|is\b)[ \t]*/gimu,
]

function statedIn(text: string): string | undefined {
  for (const phrase of phrases) {
    // Without a sign that it follows ("the answer depends on…") it does not.
    const ends = [...text.matchAll(phrase)].flatMap(({ 0: words, index }) =>
      /[:：=是为#]|\bis\b/i.test(words) ? [index + words.length] : [],
    )
    for (const from of ends.toReversed()) {
      const said = tidy(sentence(firstLine(text.slice(from, from + 4 * longest))))
      if (said !== '' && said.length <= longest) return said
    }
  }
  return undefined
}

/** Of what follows, the first line that says something. */
function firstLine(text: string): string {
  return text.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line)) ?? ''
}

/** Up to the end of the sentence, but not within a number, a formula or code. */
function sentence(line: string): string {
  const whole = line.replace(/^[\s*_>:：]+|[\s*_]+$|[*_]+(?=[.。]\s*$)/g, '')
  const quoted = /^(`[^`]+`|\$[^$]+\$|\\\([^]*?\\\))/.exec(whole)?.[1]
  if (quoted !== undefined) return quoted
  const end = /[.!?](?=\s+\p{Lu})|[。！？]/u.exec(whole)
  return end ? whole.slice(0, end.index) : whole
}
