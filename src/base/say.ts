/** Puts values into a text for people: `{0}` becomes the first of them. */
export type Say = (text: string, ...values: readonly (string | number)[]) => string

export const inEnglish: Say = (text, ...values) =>
  text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''))

/** Translations by their English text, as VS Code keeps them; what has none stays English. */
export function saying(translations: Readonly<Record<string, string>>): Say {
  return (text, ...values) => inEnglish(translations[text] ?? text, ...values)
}

/** With a full stop, where others' words at its end have none. */
export function asSentence(text: string): string {
  return /[.!?…。！？]$/.test(text) ? text : `${text}.`
}
