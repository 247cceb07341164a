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
  for (const [run] of prose(text).matchAll(/\p{L}[\p{L}\p{M}]*/gu)) {
    let before: Script | undefined
    for (const letter of run) {
      const script = scriptOf(letter)
      if (script === undefined) continue
      if (script === 'Han') words.set(script, (words.get(script) ?? 0) + 0.5)
      else if (script !== before) words.set(script, (words.get(script) ?? 0) + 1)
      before = script
    }
  }
  return words
}

function scriptOf(letter: string): Script | undefined {
  if (letter <= 'z') return 'Latin'
  return scripts.find((script) => letters[script].test(letter))
}

/** Without code, formulas and addresses, whose letters are no words of a language. */
function prose(text: string): string {
  const lines = text.split('\n')
  const kept: string[] = []
  let fence: string | undefined
  for (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined) {
      if (mark !== undefined) fence = mark
      else kept.push(withoutSpans(line))
    } else if (mark?.startsWith(fence)) fence = undefined
  }
  return kept.join('\n')
}

function withoutSpans(line: string): string {
  return line
    .replace(/`[^`]*`/g, ' ')
    .replace(/\\[A-Za-z]+/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
}
