import { inMarkdown } from '../../base/plainText.ts'

/** A link in Markdown that runs a command; whatever stands in its words or arguments does not end it. */
export function commandLink(words: string, command: string, args: readonly unknown[]): string {
  return `[${inMarkdown(words)}](<command:${command}?${encodeURIComponent(JSON.stringify(args))}>)`
}
