/**
 * About how many tokens a text is, without a tokenizer. A word of up to seven letters (a hump of camelCase is one) is a
 * token, five more letters are one more; three digits are one; the space before a word is free, other white space is
 * one; signs count 0.8. Chinese, Japanese and Korean characters count 0.7, other letters 0.5, what needs two UTF-16
 * units 2. Within 5 % of the counts that recorded servers report for English reasoning; code comes out 5 to 20 % high.
 */
export function estimateTokens(text: string, start = 0, end = text.length): number {
  let tenths = 0
  for (let at = start; at < end;) {
    const from = at
    const code = text.charCodeAt(at++)
    let kind = code < 128 ? (ascii[code] ?? other) : kindOf(code, text.charCodeAt(at))
    if (kind < lower) {
      tenths += kind
      continue
    }
    if (kind === pair) {
      at++
      tenths += 20
      continue
    }
    // A capital begins a word, or stands among others.
    if (kind === upper && at < end && ascii[text.charCodeAt(at)] === lower) kind = lower
    at = passOver(text, at, end, kind)
    if (kind <= upper) tenths += 10 + 2 * Math.max(0, at - from - 7)
    else if (kind === digit) tenths += 10 * Math.ceil((at - from) / 3)
    else if (at - from > 1 || code !== 32) tenths += 10
  }
  return Math.ceil(tenths / 10)
}

// What a character is; for those that count by themselves, their tenths of a token.
const [other, wide, sign, lower, upper, digit, blank, pair] = [5, 7, 8, 100, 101, 102, 103, 104]

const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/[a-z]/.test(character)) return lower
  if (/[A-Z]/.test(character)) return upper
  if (/\d/.test(character)) return digit
  if (/\s/.test(character)) return blank
  return /[!-~]/.test(character) ? sign : other
})

function kindOf(code: number, next: number): number {
  if (code >= 160 && /\s/.test(String.fromCharCode(code))) return blank
  if (code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) return pair
  return code >= 0x2e80 && code <= 0xffef ? wide : other
}

/** Where another kind begins. */
function passOver(text: string, from: number, end: number, kind: number): number {
  let at = from
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    if ((code < 128 ? ascii[code] : kindOf(code, text.charCodeAt(at + 1))) !== kind) break
  }
  return at
}
