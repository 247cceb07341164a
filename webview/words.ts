import { english, type Words } from './words/english.ts'

/** The language of the page, for words, numbers and plurals: VS Code's, where we speak it. */
export const language = globalThis.document?.documentElement.lang === 'zh-cn' ? 'zh-cn' : 'en'

/** Everything the page says to people. The compiler sees to it that no language lacks a word. */
export const words: Words = language === 'zh-cn' ? (await import('./words/chinese.ts')).chinese : english
