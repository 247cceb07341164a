/** Questions about one UTF-16 unit. */

export function isSpace(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13)
  return (
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0xfeff
  )
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Latin and Cyrillic. */
export function isLower(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 0xdf && code <= 0xff && code !== 0xf7) ||
    (code >= 0x430 && code <= 0x45f)
  )
}

/** Latin and Cyrillic. */
function isUpper(code: number): boolean {
  return (
    (code >= 65 && code <= 90) ||
    (code >= 0xc0 && code <= 0xde && code !== 0xd7) ||
    (code >= 0x400 && code <= 0x42f)
  )
}

export function isLetter(code: number): boolean {
  return isLower(code) || isUpper(code)
}

/** Letters, digits and a few marks of ASCII that neither begin nor end anything, in a block or out of it. */
export function isPlain(code: number): boolean {
  return code < 128 && plain[code] === 1
}

const plain = Uint8Array.from({ length: 128 }, (_, code) =>
  isLetter(code) || isDigit(code) || "',;=+-/<>".includes(String.fromCharCode(code)) ? 1 : 0,
)

/** Where the last unit of a text stands that is no white space; -1 where there is none. */
export function lastInk(text: string): number {
  let at = text.length - 1
  while (at >= 0 && isSpace(text.charCodeAt(at))) at--
  return at
}

/**
 * The first unit of a text after white space and markup, 0 where there is none. What a text may be by it costs less to
 * say than to look for each of the words that would make it so.
 */
export function opening(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 128 || beforeWords[code] === 0) return code
  }
  return 0
}

const beforeWords = Uint8Array.from({ length: 128 }, (_, code) =>
  isSpace(code) || '*_#>-'.includes(String.fromCharCode(code)) ? 1 : 0,
)

/** Some marks and letters of ASCII, the letters both large and small. */
export function unitsOf(characters: string): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) =>
    characters.includes(String.fromCharCode(code).toLowerCase()) ? 1 : 0,
  )
}

/** Whether a unit is one of these, or none of ASCII. */
export function mayBe(units: Uint8Array, code: number): boolean {
  return code >= 128 || units[code] === 1
}

/** Chinese and Japanese, written without spaces. */
export function isWide(code: number): boolean {
  return (
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0xf900 && code <= 0xfaff)
  )
}

/** How many letters say as much as a character of a text: a Chinese one is about three. */
export function paceOf(text: string): number {
  return isWide(text.trimStart().charCodeAt(0)) ? 3 : 1
}

/** `. ! ? …`, and those of Arabic, Urdu and Hindi. */
export function endsSentence(code: number): boolean {
  if (code < 128) return code === 46 || code === 33 || code === 63
  return code === 0x2026 || code === 0x61f || code === 0x6d4 || code === 0x964
}

/** `。！？`, after which no space comes. */
export function endsWideSentence(code: number): boolean {
  return code === 0x3002 || code === 0xff01 || code === 0xff1f
}

const closers = setOf('"\')]}*_”’»」』）】》`')

/** What may stand between the mark that ends a sentence and the next sentence, and belongs to the former. */
export function isCloser(code: number): boolean {
  return closers[code] === 1
}

const joiners = setOf('/+=<>|)]},;:!?.%^&×÷·≡≈≤≥≠→⇒±')

/** What cannot stand at the beginning of a sentence: the mark before it was no end. */
export function joinsBack(code: number): boolean {
  return joiners[code] === 1
}

/** Units that are asked for at every turn, of which some are wide. */
function setOf(characters: string): Uint8Array {
  const set = new Uint8Array(0x10000)
  for (let at = 0; at < characters.length; at++) set[characters.charCodeAt(at)] = 1
  return set
}
