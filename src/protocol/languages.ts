/** What the extension speaks, by VS Code's names: its pages, `l10n/` and `package.nls*.json`. */
export const languages = ['en', 'zh-cn'] as const
export type Language = (typeof languages)[number]

/** The one for somebody whose VS Code is in this. */
export function languageFor(name: string | undefined): Language {
  return languages.find((each) => each === name) ?? 'en'
}
