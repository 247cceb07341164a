import { isDigit, isLetter, isLower, mayBe, unitsOf } from './characters.ts'

/**
 * Whether the dot at `mark` in `text` ends its sentence, the next ink being at `next` and the sentence's statement
 * beginning at `statement`: it does not after an abbreviation, a number of an item or an initial.
 */
export function isFullStop(text: string, mark: number, next: number, statement: number): boolean {
  const code = text.charCodeAt(next)
  const before = text.slice(Math.max(statement, mark - 10), mark + 1)
  const ending = text.charCodeAt(mark - 1)
  if (mayAbbreviate(text, mark, statement) && abbreviation.test(before)) return false
  if (isPaired(text, mark, next, statement)) return false
  if (mark - statement < longestNumbering && numbering.test(text.slice(statement, mark + 1))) return false
  if (isDigit(ending) && (laterNumber.test(before) || isOrdinal(text, mark, next, statement))) return false
  if (ending >= 65 && ending <= 90) {
    if (initials.test(before)) return false
    if (optionLetter.test(before))
      return !(isDigit(code) || code === 126 || code === 45 || /^[A-Z]\./.test(text.slice(next, next + 2)))
  }
  if (code === 40) return !/^\((?:\d{1,2}|[a-z]|[ivx]{1,3})\)\s/.test(text.slice(next, next + 8))
  return !(isDigit(code) && shortNumber.test(before))
}

/** Whether few letters stand before `mark`, of which the last may be that of an abbreviation. */
function mayAbbreviate(text: string, mark: number, statement: number): boolean {
  if (!mayBe(abbreviating, text.charCodeAt(mark - 1))) return false
  const least = Math.max(statement, mark - longestAbbreviation)
  let at = mark - 1
  while (at >= least && isLetter(text.charCodeAt(at))) at--
  return at < statement || !isLetter(text.charCodeAt(at))
}

/** Whether a second letter follows that belongs to the one before `mark`: "z. B.". */
function isPaired(text: string, mark: number, next: number, statement: number): boolean {
  const first = text.charCodeAt(mark - 1)
  return isLower(first) && paired.test(text.slice(Math.max(statement, mark - 6), next + 2))
}

/** Whether a German number goes on with what it counts: "am 3. Mai", "im 19. Jahrhundert". */
function isOrdinal(text: string, mark: number, next: number, statement: number): boolean {
  const after = text.slice(next, next + 24)
  if (countedMonth.test(after)) return true
  const before = text.slice(Math.max(statement, mark - 12), mark + 1)
  return counting.test(before) && /^\p{Lu}\p{Ll}/u.test(after)
}

const titles = 'Dr|Mrs?|Ms|Prof|St'
const shortened = 'vs|[Cc]f|Figs?|Eqs?|Eqn|Refs?|approx|resp|et al|viz|ca|pp|Jr|Sr|incl|excl|[A-Z]\\p{L}+ v'
const dotted = 'e\\.g|i\\.e|a\\.k\\.a|w\\.r\\.t|s\\.t|[Ww]\\.l\\.o\\.g'
const german =
  'z\\. ?[BT]|d\\. ?h|[uo]\\. ?[aUÄ]|s\\. ?[ou]|i\\. ?[dA]|d\\. ?R|m\\. ?E|v\\. ?a|bzw|[Vv]gl|evtl|ggf'
const ofOthers = 'p\\. ?ex|[Тт]\\. ?е|[Сс]м|рис|стр'
const abbreviation = new RegExp(
  String.raw`(?:^|[^\p{L}.])(?:${titles}|${shortened}|${dotted}|${german}|${ofOthers})\.$`,
  'u',
)
/** The letters these end in, and how many there are at most: costs less than to look for each of them. */
const abbreviating = unitsOf('abdefghlnopqrstuvwxz')
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
/** A first letter and a second one. */
const paired = /(?:^|[^\p{L}.])(?:z\. ?[BT]\.|[uo]\. ?[UÄ]\.|i\. ?A\.|i\. ?d\. ?R\.|m\. ?E\.|[vn]\. ?Ch)$/u
/** "am 3.", but not "I am 3."; "die 2.", but not "the die 2." */
const counting =
  /(?:^|[^\p{L}])(?:[Dd](?:er|as|en|em|es)|(?<!\b(?:[Tt]he|[Aa]) )[Dd]ie|[Ii]m|(?<!\bI )[Aa]m|[Vv]om|[Zz]um|[Bb]eim|[Bb]is|[Ss]eit|[Aa]b)\s\d{1,3}\.$/u
const countedMonth =
  /^(?:(?:Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember)(?!\p{L})|(?:April|August|September|November) \d{4})/u
