import { isDigit, isLetter, isWide } from './characters.ts'

/**
 * The words of a text in lower case; "let's" is "let us", a Chinese or Japanese character is a word of its own.
 * At most `most` of them.
 */
export function wordsOf(text: string, most: number): string[] {
  const words: string[] = []
  let at = 0
  while (at < text.length && words.length < most) {
    const code = text.charCodeAt(at)
    if (isWide(code)) {
      words.push(text.charAt(at++))
    } else if (isLetter(code) || isDigit(code)) {
      let to = at + 1
      let plain = code >= 97 && code <= 122
      for (; to < text.length; to++) {
        const next = text.charCodeAt(to)
        if (next >= 97 && next <= 122) continue
        if (!isLetter(next) && !isDigit(next) && !isApostrophe(text, to)) break
        plain = false
      }
      const written = text.slice(at, to)
      const word = plain ? written : written.toLowerCase().replace('’', "'")
      if (word === "let's" || word === 'lets') words.push('let', 'us')
      else words.push(word)
      at = to
    } else at++
  }
  return words
}

function isApostrophe(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (code === 39 || code === 0x2019) && isLetter(text.charCodeAt(at + 1))
}
