/**
 * About how many tokens a text is, without a tokenizer. A word of up to seven letters (a hump of camelCase is one) is a
 * token, five more letters are one more; three digits are one; the space before a word is free, other white space is
 * one; signs count 0.8. Chinese, Japanese and Korean characters count 0.7, other letters 0.5, what needs two UTF-16
 * units 2. Within 5 % of the counts that recorded servers report for English reasoning; code comes out 5 to 20 % high.
 */
export function estimateTokens(text: string): number {
  let tenths = 0
  for (let at = 0; at < text.length;) {
    const from = at
    const kind = kindAt(text, at++)
    switch (kind) {
      case upper:
        // A capital begins a word, or stands among others.
        at = passOver(text, at, kindAt(text, at) === lower ? lower : upper)
        tenths += 10 + 2 * Math.max(0, at - from - 7)
        break
      case lower:
        at = passOver(text, at, lower)
        tenths += 10 + 2 * Math.max(0, at - from - 7)
        break
      case digit:
        at = passOver(text, at, digit)
        tenths += 10 * Math.ceil((at - from) / 3)
        break
      case blank:
        at = passOver(text, at, blank)
        if (at - from > 1 || text.charCodeAt(from) !== 32) tenths += 10
        break
      case pair:
        at++
        tenths += 20
        break
      default:
        tenths += kind
    }
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

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  // Past the end there is no code, and no kind of those that are passed over.
  return code < 128 ? (ascii[code] ?? other) : kindOf(code, text.charCodeAt(at + 1))
}

function kindOf(code: number, next: number): number {
  if (code >= 160 && /\s/.test(String.fromCharCode(code))) return blank
  if (code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) return pair
  return code >= 0x2e80 && code <= 0xffef ? wide : other
}

/** Where another kind begins. */
function passOver(text: string, from: number, kind: number): number {
  let at = from
  while (kindAt(text, at) === kind) at++
  return at
}
