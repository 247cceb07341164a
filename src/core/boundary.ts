import { endsWideSentence, isCloser, isDigit, isLetter, isLower, isSpace, joinsBack } from './characters.ts'
import { isFullStop } from './fullStop.ts'

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
  if (isSpace(last) ? false : isCloser(code) || (code === 123 && last === 125)) return false // { }
  if (code === 42 && text.charCodeAt(next + 1) === 32) return false // * and a space
  if (isLower(code) || (code >= 0x3b1 && code <= 0x3c9)) {
    if (end !== 46 || !smallOpening.test(text.slice(next, next + 24))) return false
  }
  const elides = end === 0x2026 || text.charCodeAt(mark - 1) === 46 // … .
  if (elides && isElided(text, mark, next, statement)) return false
  if (end === 33 && isFactorial(text, mark, code)) return false // !
  if (end === 63 && isSpace(text.charCodeAt(mark - 1)) && choice.test(text.slice(mark + 1, mark + 29)))
    return false
  if (end !== 46 || isCloser(text.charCodeAt(mark + 1))) return true // .
  return isFullStop(text, mark, next, statement)
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
  if (!isDigit(code) && code !== 40 && code !== 45 && code !== 92) return false // ( - \
  const before = text.charCodeAt(mark - 1)
  return isDigit(before) || before === 41 || (isLetter(before) && !isLetter(text.charCodeAt(mark - 2))) // )
}

function closesQuotation(code: number): boolean {
  return code === 0x201d || code === 0x2019 || code === 0x300d || code === 0x300f || code === 34 // ” ’ 」 』 "
}

/**
 * Whether a line that begins with `code` goes on with the one before, which ends with `last`: "= 3" after a formula,
 * and a formula after "So the sum becomes:".
 */
export function goesOn(code: number, last: number): boolean {
  return last === 58 ? code === 92 : code === 61 // : \ =
}

/** A line of dashes, stars or equals signs alone. */
export function isRule(text: string, at: number): boolean {
  return rule.test(text.slice(at, at + 32))
}

/** Whether what begins with `code` may be one: costs less than to look. */
export function mayRule(code: number): boolean {
  return code === 45 || code === 42 || code === 61 || code === 95 // - * = _
}

const rule = /^(?:-{3,}|={3,}|\*{3,}|_{3,})\s*(?:\n|$)/

const interjection = /^(?:Wait|Hmm+|Alternatively|Hold on|Actually)[,.…]? /

/** Whether the text at `at` breaks in on a sentence that was never ended: "… + 3) Hmm, perhaps". */
export function breaksIn(text: string, at: number): boolean {
  return interjection.test(text.slice(at, at + 16))
}

/** Whether what begins with `code` may: costs less than to look. */
export function mayBreakIn(code: number): boolean {
  return code === 87 || code === 72 || code === 65 // W H A
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
  return code === 98 && before === 44 // b ,
}
