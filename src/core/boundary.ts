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

const titles = 'Dr|Mrs?|Ms|Prof|St|Mt|Lt|Capt|Col|Gen|Gov|Hon|Rep|Rev|Sen|Sgt'
const shortened = 'vs|[Cc]f|Figs?|Eqs?|Eqn|Refs?|approx|resp|et al|viz|ca|pp|Jr|Sr|incl|excl|[A-Z]\\p{L}+ v'
const lettered = 'e\\.g|i\\.e|a\\.k\\.a|w\\.r\\.t|s\\.t|[Ww]\\.l\\.o\\.g'
const ofOthers = 'z\\. ?B|d\\. ?h|u\\. ?a|bzw|[Vv]gl|p\\. ?ex|[Тт]\\. ?е|[Сс]м|рис|стр'
const abbreviation = new RegExp(
  String.raw`(?:^|[^\p{L}.])(?:${titles}|${shortened}|${lettered}|${ofOthers})\.$`,
  'u',
)
/** The letters these end in, and how many there are at most: costs less than to look for each of them. */
const abbreviating = unitsOf('abefghlnpqrstvwxz')
const longestAbbreviation = 'approx'.length
const named = 'Step|Case|Part|Phase|Option|Method|Approach|Question|Example|Test|Theorem|Lemma'
const numbering = new RegExp(
  String.raw`^[\s*_#>"“(-]*(?:(?:(?:${named}) )?\d{1,3}|[A-Za-z]|[ivxIVX]{1,4}|第\s?\d{1,2}\s?[步条点种])\\?\.$`,
)
const longestNumbering = 20
/** "1. 计算；2. 检查。" */
const laterNumber = /[;；]\s?\d{1,2}\.$/
const optionLetter = /(?:^|[\s(*])[A-Z]\.$/
const initials = new RegExp(String.raw`(?:(?:^|\s)[A-Z]\. ?|(?:${titles})\. )[A-Z]\.$`)
const months = 'Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec'
const numbered = `N[or]s?|[Ff]igs?|Abb|[Ee]qs?|[Ss]ec|[Cc]h|[Vv]ol|pp?|Art|Thm|Prop|Lem|Cor|Def|Ex|max|min|${months}`
/** "fig. 3", "Jan. 5", but not "10 min. 3 more". */
const shortNumber = new RegExp(String.raw`(?:^\s?|\D\s)(?:${numbered})\.$`)
/** "1, 2, ... 10". */
const elision = /[\s,](?:\.{3}|…)$/
const elidedTerm = /^(?:[\d\\]|[A-Z][(_])/
/** What stands between "?" and ":" in code: "a > b ? A : B". */
const choice = /^\s\S{1,24} :\s/
/** What goes on with the sentence that a quotation stands in: “不对。”他想。「はい。」と言った。 */
const afterQuotation =
  /^(?:[的和或并]|等(?!等|一下)|之类|然后|这[句段类]|[他她它]们?[^，。！？]{0,2}[说道问想喊答叫]|と|って|[はがをにの](?!い))/
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
  if (endsWideSentence(end)) {
    if ((isCloser(code) && code !== 96) || joinsBack(code) || endsWideSentence(code)) return false
    return !(closesQuotation(text.charCodeAt(mark + 1)) && afterQuotation.test(text.slice(next, next + 8)))
  }
  if (next === mark + 1 || joinsBack(code)) return false
  const last = text.charCodeAt(next - 1)
  if (isSpace(last) ? false : isCloser(code) || (code === 123 && last === 125)) return false
  if (code === 42 && text.charCodeAt(next + 1) === 32) return false
  if (isLower(code) || (code >= 0x3b1 && code <= 0x3c9)) {
    if (end !== 46 || !smallOpening.test(text.slice(next, next + 24))) return false
  }
  if ((end === 0x2026 || text.charCodeAt(mark - 1) === 46) && isElided(text, mark, next, statement))
    return false
  if (end === 33 && isFactorial(text, mark, code)) return false
  if (end === 63 && isSpace(text.charCodeAt(mark - 1)) && choice.test(text.slice(mark + 1, mark + 29)))
    return false
  if (end !== 46 || isCloser(text.charCodeAt(mark + 1))) return true
  const before = text.slice(Math.max(statement, mark - 10), mark + 1)
  const ending = text.charCodeAt(mark - 1)
  if (mayAbbreviate(text, mark, statement) && abbreviation.test(before)) return false
  if (mark - statement < longestNumbering && numbering.test(text.slice(statement, mark + 1))) return false
  if (isDigit(ending) && laterNumber.test(before)) return false
  if (ending >= 65 && ending <= 90) {
    if (initials.test(before)) return false
    if (optionLetter.test(before))
      return !(isDigit(code) || code === 126 || code === 45 || /^[A-Z]\./.test(text.slice(next, next + 2)))
  }
  if (code === 40) return !/^\((?:\d{1,2}|[a-z]|[ivx]{1,3})\)\s/.test(text.slice(next, next + 8))
  return !(isDigit(code) && shortNumber.test(before))
}

/** Whether a list goes on after the dots that end at `mark`: "1, 2, ... 10", "f(1) + ... + f(n)". */
function isElided(text: string, mark: number, next: number, statement: number): boolean {
  return (
    elidedTerm.test(text.slice(next, next + 2)) &&
    elision.test(text.slice(Math.max(statement, mark - 3), mark + 1))
  )
}

/** Whether a term goes on after its "!": "7! - 5!", "n! (n-1)!", "3! 2!". */
function isFactorial(text: string, mark: number, code: number): boolean {
  if (!isDigit(code) && code !== 40 && code !== 45 && code !== 92) return false
  const before = text.charCodeAt(mark - 1)
  return isDigit(before) || before === 41 || (isLetter(before) && !isLetter(text.charCodeAt(mark - 2)))
}

/**
 * Whether `at` stands within single quotes, dollar signs, stars or underscores, which close soon after: "the string
 * 'Hello. World'". The statement begins at `statement`.
 */
export function isEnclosed(text: string, at: number, statement: number): boolean {
  for (let to = at; to < at + nearCloser; to++) {
    const code = text.charCodeAt(to)
    if (code === 42 || (code === 95 && !isSubscript(text, to))) return isMarked(text, at, to, statement)
    const opener = openerOf(code)
    if (opener === 0 || isAlphanumeric(text.charCodeAt(to + 1))) continue
    const tight = opener === 0xab || !isSpace(text.charCodeAt(to - 1))
    return tight && isOpen(text, at, statement, opener, code)
  }
  return false
}

/** Whether a bracket after this unit belongs to a formula or a call: `\(`, `f(`, `a[0](`. */
export function bindsBracket(before: number): boolean {
  return before === 92 || before === 41 || before === 93 || before === 125 || isAlphanumeric(before)
}

/** Whether a bracket that is open at `at` closes within few characters. */
export function closesSoon(text: string, at: number): boolean {
  let depth = 1
  for (let to = at; to < at + nearCloser; to++) {
    switch (text.charCodeAt(to)) {
      case 40: // (
      case 91: // [
      case 123: // {
      case 0xff08:
        depth++
        break
      case 41: // )
      case 93: // ]
      case 125: // }
      case 0xff09:
        if (--depth === 0) return true
        break
      case 10:
        return false
      default:
    }
  }
  return false
}

function closesQuotation(code: number): boolean {
  return code === 0x201d || code === 0x2019 || code === 0x300d || code === 0x300f || code === 34
}

const nearCloser = 30
const longestEnclosed = 160

/**
 * Whether `at` stands within text that stars or underscores mark, the first of these after it being at `to`: "*One. Two*",
 * "**One. Two**". The statement begins at `statement`.
 */
function isMarked(text: string, at: number, to: number, statement: number): boolean {
  const mark = text.charCodeAt(to)
  let past = to + 1
  while (past < to + mostMarks && text.charCodeAt(past) === mark) past++
  if (beginsMarked.test(text.charAt(to - 1)) || followsMarked.test(text.charAt(past))) return false
  const least = Math.max(statement, at - longestEnclosed)
  let last = at - 1
  while (last >= least && !(text.charCodeAt(last) === mark && !isJoint(text, last))) last--
  let first = last
  while (first > least && text.charCodeAt(first - 1) === mark) first--
  if (last < least || last - first !== past - to - 1 || isSpace(text.charCodeAt(last + 1))) return false
  return first === statement || precedesMarked.test(text.charAt(first - 1))
}

const mostMarks = 3
/** What cannot stand after marked text: the mark is a sign of a formula, or opens. */
const followsMarked = /[\w*([{\\$]/
/** What cannot end it. */
const beginsMarked = /[\s([{]/
const precedesMarked = /[\s([{"':\u2010-\u201f\u3000-\u9fff\uff00-\uffef]/

/** Whether something hangs on the underscore: "a_1", "x_{i}". */
function isSubscript(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1)
  return next === 123 || next === 92 || isAlphanumeric(next)
}

/** Whether an underscore joins two parts of a name. */
function isJoint(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === 95 &&
    isAlphanumeric(text.charCodeAt(at + 1)) &&
    isAlphanumeric(text.charCodeAt(at - 1))
  )
}

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
    return code === opener && !joined && (opener === 0xab || !isSpace(next))
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
