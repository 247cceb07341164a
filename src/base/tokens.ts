/**
 * About how many tokens a text is, without a tokenizer. A word of up to seven letters (a hump of camelCase is one) is a
 * token, five more letters are one more; three digits are one; the space before a word is free, other white space is
 * one; signs count 0.8. Chinese, Japanese and Korean characters count 0.7, other letters 0.5, what needs two UTF-16
 * units 2. Within 5 % of the counts that recorded servers report for English reasoning; code comes out 5 to 20 % high.
 */
export function estimateTokens(text: string): number {
  let tenths = 0
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at)
    const from = at++
    if (isLower(code)) {
      at = pass(text, at, isLower)
      tenths += wordTenths(at - from)
    } else if (isUpper(code)) {
      at = isLower(text.charCodeAt(at)) ? pass(text, at, isLower) : pass(text, at, isUpper)
      tenths += wordTenths(at - from)
    } else if (isBlank(code)) {
      at = pass(text, at, isBlank)
      if (code !== space || at - from > 1) tenths += 10
    } else if (isDigit(code)) {
      at = pass(text, at, isDigit)
      tenths += 10 * Math.ceil((at - from) / 3)
    } else if (code > 32 && code < 127) tenths += 8
    else if (isHigh(code) && isLow(text.charCodeAt(at))) {
      at++
      tenths += 20
    } else tenths += code >= 0x2e80 && code <= 0xffef ? 7 : 5
  }
  return Math.ceil(tenths / 10)
}

const space = 32

/** Where what `is` says no longer holds. */
function pass(text: string, from: number, is: (code: number) => boolean): number {
  let at = from
  while (at < text.length && is(text.charCodeAt(at))) at++
  return at
}

function wordTenths(letters: number): number {
  return 10 + 2 * Math.max(0, letters - 7)
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isBlank(code: number): boolean {
  return code === space || (code >= 9 && code <= 13) || (code >= 160 && /\s/.test(String.fromCharCode(code)))
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}
