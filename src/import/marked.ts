/** A text in which a page has marked the thought by other means than tags. */
interface Apart {
  readonly content: string
  readonly reasoning_content: string
}

/** Open WebUI's block, and others that one can unfold; a quote that says that it was thought. */
const details =
  /<details\b[^>]{0,500}>\s*<summary>\s*(?:Thought|Thinking|Thoughts|Reasoning)\b[^<]{0,500}<\/summary>([^]*?)<\/details>/i
const quote =
  /^>[ \t]*[*_#]*(?:💭|🧠)?[ \t]*(?:Thought for|Thought|Thinking|Thoughts|Reasoning|Deep Thinking)\b[^\n]*\n((?:>[^\n]*(?:\n|$))+)/im

/** Its thought and the rest; undefined where nothing marks one. */
export function thoughtApart(text: string): Apart | undefined {
  // Up to the last that closes: else each that opens would look for it to the end.
  const end = text.lastIndexOf('</details>')
  const found = (end < 0 ? null : details.exec(text.slice(0, end + '</details>'.length))) ?? quote.exec(text)
  if (!found) return undefined
  const [all, thought = ''] = found
  const reasoning = unquoted(all.startsWith('<') ? unescaped(thought) : thought)
  const content = `${text.slice(0, found.index).trimEnd()}\n\n${text.slice(found.index + all.length).trimStart()}`
  return { content: content.trim(), reasoning_content: reasoning }
}

export function withThoughtApart(content: string): Partial<Apart> {
  return thoughtApart(content) ?? { content }
}

function unquoted(text: string): string {
  const lines = text.trim().split('\n')
  const isQuoted = lines.every((line) => line.startsWith('>') || line.trim() === '')
  return (isQuoted ? lines.map((line) => line.replace(/^> ?/, '')) : lines).join('\n').trim()
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  amp: '&',
}

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (whole, name: string) => entities[name] ?? whole)
}
