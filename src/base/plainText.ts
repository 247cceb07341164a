/** A model's words for one line of VS Code's own: without Markdown's marks, and nothing that is not seen. */
export function plainText(text: string): string {
  return text
    .replaceAll('**', '')
    .replaceAll('`', '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}

/** Such words in Markdown of ours: no sign of theirs means anything there. */
export function inMarkdown(text: string): string {
  return plainText(text).replaceAll(/[!-/:-@[-`{-~]/g, '\\$&')
}
