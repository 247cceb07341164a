import { sha256 } from '../base/sha256.ts'

/**
 * Of lines of code: `sha256:` and the first 16 hexadecimal digits of SHA-256 over their UTF-8. Lines are joined by
 * `\n`, whatever the file has, with none after the last.
 */
export function contextHash(text: string, lines?: readonly [number, number]): string {
  const all = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  const chosen = lines ? all.slice(lines[0] - 1, lines[1]) : all
  return `sha256:${sha256(chosen.join('\n')).slice(0, 16)}`
}
