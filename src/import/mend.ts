import { parseJson } from '../base/json.ts'

/**
 * The value of JSON that was cut somewhere, as far as it came: what is open is closed, and a number at the end, of which
 * digits may lack, is left out. Undefined if that is no JSON.
 */
export function mendJson(text: string): unknown {
  const closers: string[] = []
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 92) at++
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 123) closers.push('}')
    else if (code === 91) closers.push(']')
    else if ((code === 125 || code === 93) && closers.pop() !== text[at]) return undefined
  }
  if (closers.length === 0) return undefined
  const end = closers.reverse().join('')
  for (const begun of inString ? [`${withoutEscape(text)}"`] : [text.replace(/[\w.+-]{1,30}$/, ''), text]) {
    const bare = begun.trimEnd().replace(/,$/, '')
    for (const more of ['', 'null', ':null']) {
      const value = parseJson(bare + more + end)
      if (value !== undefined) return value
    }
  }
  return undefined
}

/** Without an escape that was cut in the middle. */
function withoutEscape(text: string): string {
  const [cut = ''] = /(?:\\u[0-9A-Fa-f]{0,3}|\\)$/.exec(text) ?? []
  const [slashes = ''] = /\\*$/.exec(text.slice(0, text.length - cut.length)) ?? []
  // An even number of backslashes before it are escapes of their own.
  return slashes.length % 2 === 0 ? text.slice(0, text.length - cut.length) : text
}
