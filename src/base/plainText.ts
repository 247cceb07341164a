/** A model's words for one line of VS Code's own: without Markdown's marks, and nothing that is not seen. */
export function plainText(text: string): string {
  const words = /[`*]/.test(text) ? text.replaceAll('**', '').replaceAll('`', '') : text
  return (unseen.test(words) ? words.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ') : words).trim()
}

/** What may be one of these: to look for them costs much, and most text has none. */
const unseen =
  /[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u03ff\u2010-\u2027\u2030-\u205e\u2190-\u23ff\u3001-\u9fff]| {2}/

/** Such words in Markdown of ours: no sign of theirs means anything there. */
export function inMarkdown(text: string): string {
  return plainText(text).replaceAll(/[!-/:-@[-`{-~]/g, '\\$&')
}
