/**
 * DeepSeek-R1 was rewarded for the share of its thought's words that are in the language asked for. What a language is
 * can be told here by the letters only: Chinese among English shows, German among English does not. Code is left out,
 * and a Chinese or Japanese character counts as half a word.
 */
export interface LanguageShare {
  readonly script: Script
  /** Of the words, from 0 to 1. */
  readonly share: number
}

export type Script = keyof typeof letters

const letters = {
  Latin: /\p{Script=Latin}/u,
  Han: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u,
  Hangul: /\p{Script=Hangul}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Arabic: /\p{Script=Arabic}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Thai: /\p{Script=Thai}/u,
}

const scripts = Object.keys(letters) as Script[]

/** How much of a thought is in the letters of its question, or in those it uses most itself; undefined without words. */
export function languageShare(reasoning: string, question = ''): LanguageShare | undefined {
  const words = wordsByScript(reasoning)
  const script = mostOf(wordsByScript(question)) ?? mostOf(words)
  if (script === undefined) return undefined
  const all = [...words.values()].reduce((a, b) => a + b, 0)
  return all === 0 ? undefined : { script, share: (words.get(script) ?? 0) / all }
}

function mostOf(words: ReadonlyMap<Script, number>): Script | undefined {
  let most: Script | undefined
  for (const [script, count] of words) if (count > (most ? (words.get(most) ?? 0) : 0)) most = script
  return most
}

/** So many words of each script. */
function wordsByScript(text: string): ReadonlyMap<Script, number> {
  const words = new Map<Script, number>()
  const said = prose(text)
  let latin = 0
  let inWord = 0
  /** A word whose last letter with a script was Latin. */
  let inLatin = 0
  let before: Script | undefined
  for (let at = 0; at < said.length; at++) {
    const code = said.charCodeAt(at)
    if (code < 0x80) {
      const letter = asciiLetters[code] ?? 0
      latin += letter & (inLatin ^ 1)
      inLatin = letter
      inWord = letter
      continue
    }
    const point = said.codePointAt(at) ?? code
    if (point > 0xffff) at++
    const { kind, script } = characterOf(point)
    if (kind === 'other' || (kind === 'mark' && inWord === 0)) {
      inWord = 0
      inLatin = 0
      continue
    }
    before = inLatin ? 'Latin' : inWord ? before : undefined
    inWord = 1
    if (script === undefined) continue
    if (script === 'Han') words.set(script, (words.get(script) ?? 0) + 0.5)
    else if (script !== before) words.set(script, (words.get(script) ?? 0) + 1)
    before = script
    inLatin = script === 'Latin' ? 1 : 0
  }
  if (latin > 0) words.set('Latin', (words.get('Latin') ?? 0) + latin)
  return words
}

/** 1 for letters. No branch hangs on it: where words end cannot be foreseen. */
const asciiLetters = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z]/.test(String.fromCharCode(code)) ? 1 : 0,
)

interface Character {
  readonly kind: 'letter' | 'mark' | 'other'
  readonly script: Script | undefined
}

/** Looked up once for each character that is not ASCII. */
function characterOf(point: number): Character {
  const there = characters.get(point)
  if (there) return there
  const text = String.fromCodePoint(point)
  const kind = /\p{L}/u.test(text) ? 'letter' : /\p{M}/u.test(text) ? 'mark' : 'other'
  const found = { kind, script: scripts.find((script) => letters[script].test(text)) } as const
  if (characters.size < 100_000) characters.set(point, found)
  return found
}

const characters = new Map<number, Character>()

/** Without code, formulas and addresses, whose letters are no words of a language. */
function prose(text: string): string {
  let said = withoutFences(text)
  if (said.includes('`')) said = said.replace(/`[^`\n]*`/g, ' ')
  if (said.includes('\\')) said = said.replace(/\\[A-Za-z]+/g, ' ')
  return said.includes('://') ? said.replace(/https?:\/\/\S+/g, ' ') : said
}

/** Without blocks of code; one that is not closed goes to the end. */
function withoutFences(text: string): string {
  if (!text.includes('```') && !text.includes('~~~')) return text
  const kept: string[] = []
  let from = 0
  let fence: string | undefined
  for (const { 0: line, 1: mark = '', index } of text.matchAll(/(?:^|\n) {0,3}(`{3,}|~{3,})[^\n]*/g)) {
    if (fence === undefined) {
      fence = mark
      kept.push(text.slice(from, index))
    } else if (mark.startsWith(fence)) {
      fence = undefined
      from = index + line.length
    }
  }
  if (fence === undefined) kept.push(text.slice(from))
  return kept.join('\n')
}
