import {
  endsWideSentence,
  isCloser,
  isDigit,
  isLetter,
  isLower,
  isSpace,
  joinsBack,
  mayBe,
  unitsOf,
} from './characters.ts'

const abbreviation =
  /(?:^|[^\p{L}.])(?:e\.g|i\.e|a\.k\.a|w\.r\.t|s\.t|vs|Dr|Mrs?|Ms|Prof|St|Mt|Lt|Capt|cf|Figs?|Eqs?|Eqn|approx|resp|et al|viz|ca|pp|Jr|Sr|[A-Z]\p{L}+ v)\.$/u
/** The letters these end in, and how many there are at most: costs less than to look for each of them. */
const abbreviating = unitsOf('aefglnpqrstvxz')
const longestAbbreviation = 'approx'.length
const numbering = /^[\s*_#>"“(-]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\\?\.$/
const optionLetter = /(?:^|[\s(*])[A-Z]\.$/
const initials = /(?:^|\s)[A-Z]\. ?[A-Z]\.$/
const months = 'Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec'
const numbered = `Nos?|[Ff]igs?|[Ee]qs?|[Ss]ec|[Cc]h|[Vv]ol|pp?|Art|Thm|Prop|Lem|Cor|Def|Ex|max|min|${months}`
/** "fig. 3", "Jan. 5", but not "10 min. 3 more". */
const shortNumber = new RegExp(String.raw`(?:^\s?|\D\s)(?:${numbered})\.$`)
/** "1, 2, ... 10". */
const elision = /[\s,](?:\.{3}|…)$/
/** A formula or a name of code, which keeps its small letter at the beginning of a sentence. */
const smallOpening = /^(?:[a-zα-ω]\w{0,3}\s*[=(^_<>≤≥≈≡²³⁰-⁹]|[a-z]+(?:[A-Z_]\w*|\(|\.\w+\())/

/**
 * Whether a sentence ends with the mark at `mark` in `text`, the next ink being at `next` and the sentence's statement
 * beginning at `statement`. Looks at a few characters on each side only.
 */
export function endsAt(text: string, mark: number, next: number, statement: number): boolean {
  const end = text.charCodeAt(mark)
  const code = text.charCodeAt(next)
  // A backtick opens here: if it closed, this place would still be in code
  if (endsWideSentence(end))
    return (!isCloser(code) || code === 96) && !joinsBack(code) && !endsWideSentence(code)
  if (next === mark + 1 || joinsBack(code)) return false
  if (code === 42 && text.charCodeAt(next + 1) === 32) return false
  if (isLower(code) || (code >= 0x3b1 && code <= 0x3c9)) {
    if (end !== 46 || !smallOpening.test(text.slice(next, next + 24))) return false
  }
  if ((isDigit(code) || code === 92) && elision.test(text.slice(Math.max(statement, mark - 3), mark + 1)))
    return false
  if (end === 33 && isFactorial(text, mark, code)) return false
  if (end !== 46 || isCloser(text.charCodeAt(mark + 1))) return true
  const before = text.slice(Math.max(statement, mark - 10), mark + 1)
  const ending = text.charCodeAt(mark - 1)
  if (mayAbbreviate(text, mark, statement) && abbreviation.test(before)) return false
  if (mark - statement < 10 && numbering.test(before)) return false
  if (ending >= 65 && ending <= 90) {
    if (initials.test(before)) return false
    if (optionLetter.test(before))
      return !(isDigit(code) || code === 126 || code === 45 || /^[A-Z]\./.test(text.slice(next, next + 2)))
  }
  if (code === 40) return !/^\((?:\d{1,2}|[a-z]|[ivx]{1,3})\)\s/.test(text.slice(next, next + 8))
  return !(isDigit(code) && shortNumber.test(before))
}

/** Whether a term goes on after its "!": "7! - 5!", "n! (n-1)!", "3! 2!". */
function isFactorial(text: string, mark: number, code: number): boolean {
  if (!isDigit(code) && code !== 40 && code !== 45 && code !== 92) return false
  const before = text.charCodeAt(mark - 1)
  return isDigit(before) || before === 41 || (isLetter(before) && !isLetter(text.charCodeAt(mark - 2)))
}

/**
 * Whether `at` stands within single quotes or dollar signs, which close soon after: "the string 'Hello. World'". The
 * statement begins at `statement`.
 */
export function isEnclosed(text: string, at: number, statement: number): boolean {
  for (let to = at; to < at + nearCloser; to++) {
    const opener = openerOf(text.charCodeAt(to))
    if (opener === 0 || isAlphanumeric(text.charCodeAt(to + 1))) continue
    return !isSpace(text.charCodeAt(to - 1)) && isOpen(text, at, statement, opener, text.charCodeAt(to))
  }
  return false
}

const nearCloser = 30
const longestEnclosed = 160

/** Of what closes. */
function openerOf(code: number): number {
  if (code === 39 || code === 36) return code // ' $
  if (code === 0x2019) return 0x2018 // ‘ ’
  return code === 0xbb ? 0xab : 0 // « »
}

/** Whether the last of these marks before `at` opens; those within a word do neither. */
function isOpen(text: string, at: number, statement: number, opener: number, closer: number): boolean {
  for (let from = at - 1; from >= Math.max(statement, at - longestEnclosed); from--) {
    const code = text.charCodeAt(from)
    if (code !== opener && code !== closer) continue
    const joined = isAlphanumeric(text.charCodeAt(from - 1))
    const next = text.charCodeAt(from + 1)
    if (joined && isAlphanumeric(next)) continue
    return code === opener && !joined && !isSpace(next)
  }
  return false
}

function isAlphanumeric(code: number): boolean {
  return isLetter(code) || isDigit(code)
}

/** Whether few letters stand before `mark`, of which the last may be that of an abbreviation. */
function mayAbbreviate(text: string, mark: number, statement: number): boolean {
  if (!mayBe(abbreviating, text.charCodeAt(mark - 1))) return false
  const least = Math.max(statement, mark - longestAbbreviation)
  let at = mark - 1
  while (at >= least && isLetter(text.charCodeAt(at))) at--
  return at < statement || !isLetter(text.charCodeAt(at))
}

/**
 * Whether a line that begins with `code` goes on with the one before, which ends with `last`: "= 3" after a formula,
 * and a formula after "So the sum becomes:".
 */
export function goesOn(code: number, last: number): boolean {
  return last === 58 ? code === 92 : code === 61
}

/** A line of dashes, stars or equals signs alone. */
export function isRule(text: string, at: number): boolean {
  return rule.test(text.slice(at, at + 32))
}

/** Whether what begins with `code` may be one: costs less than to look. */
export function mayRule(code: number): boolean {
  return code === 45 || code === 42 || code === 61 || code === 95
}

const rule = /^(?:-{3,}|={3,}|\*{3,}|_{3,})\s*(?:\n|$)/

const interjection = /^(?:Wait|Hmm+|Alternatively|Hold on|Actually)[,.…]? /

/** Whether the text at `at` breaks in on a sentence that was never ended: "… + 3) Hmm, perhaps". */
export function breaksIn(text: string, at: number): boolean {
  return interjection.test(text.slice(at, at + 16))
}

/** Whether what begins with `code` may: costs less than to look. */
export function mayBreakIn(code: number): boolean {
  return code === 87 || code === 72 || code === 65
}

const objection = /^but (?:I['’]?m |I am |again,)/
const speaker = /^\s*I['’ ]/

/**
 * Whether the clause at `at`, after a comma, takes back what its sentence said: "I recall a formula, but I'm not sure".
 * The sentence's statement begins at `statement`.
 */
export function takesBack(text: string, at: number, statement: number): boolean {
  if (!text.startsWith('but ', at)) return false
  return objection.test(text.slice(at, at + 12)) || speaker.test(text.slice(statement, statement + 4))
}

/** Whether a clause that begins with `code`, `before` being the unit two before it, may: costs less than to look. */
export function mayTakeBack(code: number, before: number): boolean {
  return code === 98 && before === 44
}
