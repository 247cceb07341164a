/**
 * About how many tokens a text is, without a tokenizer. A word of up to seven letters (a hump of camelCase is one) is a
 * token, five more letters are one more; three digits are one; the space before a word is free, other white space is
 * one; signs count 0.8. Chinese, Japanese and Korean characters count 0.7, other letters 0.5, what needs two UTF-16
 * units 2. Within 5 % of the counts that recorded servers report for English reasoning; code comes out 5 to 20 % high.
 */
export function estimateTokens(text: string, start = 0, end = text.length): number {
  let tenths = 0
  let state = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    const kind = code < 128 ? (ascii[code] ?? other) : kindOf(code, text.charCodeAt(at + 1))
    if (kind === pair) at++
    const step = state * kinds + kind
    tenths += costs[step] ?? 0
    state = nexts[step] ?? 0
  }
  return Math.ceil(tenths / 10)
}

/** What a character is. */
const [other, wide, sign, pair, lower, upper, digit, space, blank] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const kinds = 9

const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/[a-z]/.test(character)) return lower
  if (/[A-Z]/.test(character)) return upper
  if (/\d/.test(character)) return digit
  if (character === ' ') return space
  if (/\s/.test(character)) return blank
  return /[!-~]/.test(character) ? sign : other
})

function kindOf(code: number, next: number): number {
  if (code >= 160 && /\s/.test(String.fromCharCode(code))) return blank
  if (code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) return pair
  return code >= 0x2e80 && code <= 0xffef ? wide : other
}

/*
 * What has come so far of a run of one kind: letters and digits have a state for each place in it that counts otherwise. A
 * table of states and kinds is several times as fast as to look for where each run ends.
 */
const none = 0
const lowers = 1
const uppers = lowers + 7
const digits = uppers + 7
const oneSpace = digits + 3
const blanks = oneSpace + 1
const states = blanks + 1

/** Where a kind leads from a state, and the tenths of a token that it counts. */
function stepOf(state: number, kind: number): readonly [next: number, tenths: number] {
  switch (kind) {
    case lower:
      // A capital begins a word, or stands among others.
      return state === uppers ? [lowers + 1, 0] : letter(state, lowers)
    case upper:
      return letter(state, uppers)
    case digit: {
      const goesOn = state >= digits && state < digits + 2
      return goesOn ? [state + 1, 0] : [digits, 10]
    }
    case space:
      return state === blanks ? [blanks, 0] : state === oneSpace ? [blanks, 10] : [oneSpace, 0]
    case blank:
      return [blanks, state === blanks ? 0 : 10]
    case pair:
      return [none, 20]
    case sign:
      return [none, 8]
    case wide:
      return [none, 7]
    default:
      return [none, 5]
  }
}

/** `first`: the state after the first letter of such a word. From the eighth each counts. */
function letter(state: number, first: number): readonly [next: number, tenths: number] {
  if (state < first || state >= first + 7) return [first, 10]
  return state === first + 6 ? [state, 2] : [state + 1, 0]
}

const steps = Array.from({ length: states * kinds }, (_, at) => stepOf(Math.floor(at / kinds), at % kinds))
const nexts = Uint8Array.from(steps, ([next]) => next)
const costs = Uint8Array.from(steps, ([, tenths]) => tenths)
