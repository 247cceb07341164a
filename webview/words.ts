import { languageFor, type Language } from '../src/protocol/languages.ts'
import { english, type Words } from './words/english.ts'

/** The language of the page, for words, numbers and plurals: VS Code's, where we speak it. */
export const language = languageFor(globalThis.document?.documentElement.lang)

/** What a part of the page says. */
export function inLanguage<Said>(all: Readonly<Record<Language, Said>>): Said {
  return all[language]
}

const loads = inLanguage<() => Promise<Words>>({
  en: () => Promise.resolve(english),
  'zh-cn': async () => (await import('./words/chinese.ts')).chinese,
})

/** Everything the page says to people. The compiler sees to it that no language lacks a word. */
export const words: Words = await loads()
