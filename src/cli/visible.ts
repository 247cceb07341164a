/**
 * A text of others as a terminal may be given it: what would command the terminal, such as to clear the screen or to fill
 * the clipboard, is shown as a sign and not done.
 */
export function visible(text: string): string {
  return text.replace(commands, (sign) => {
    const code = sign.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd'
  })
}

/** Control characters, but for tabs and the ends of lines. */
// eslint-disable-next-line no-control-regex
const commands = /(?!\r\n)[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
