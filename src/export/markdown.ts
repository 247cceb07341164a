import { fence } from '../base/fence.ts'
import type { Example } from './example.ts'
import type { OutlineStep } from './outline.ts'

/** Traces as Markdown to read: steps, thinking, answer. */
export function tracesMarkdown(examples: readonly Example[]): string {
  return examples.map(traceMarkdown).join('\n---\n\n')
}

function traceMarkdown({ head, question, outline, reasoning, answer, reviews }: Example): string {
  const facts = [head.model, head.endpoint, head.asked].filter((fact) => fact !== '').map(escaped)
  const items = outline.filter(({ level }) => level !== 'statement').map(stepItem)
  const verdicts = reviews.map(
    ({ reviewer, verdict, reason }) =>
      `- **${escaped(reviewer)}**: ${verdict === 'fix' ? 'to be fixed' : (verdict ?? 'reviewed')}${reason === '' ? '' : `. ${escaped(reason)}`}`,
  )
  const parts = [
    head.title === '' ? '' : `# ${escaped(head.title)}`,
    question.trim() === '' ? '' : question.trim().replace(/^/gm, '> '),
    facts.join(' · '),
    verdicts.length > 0 ? `## Reviews\n\n${verdicts.join('\n')}` : '',
    items.length > 0 ? `## Steps\n\n${items.join('\n')}` : '',
    reasoning.trim() === '' ? '' : `## Thinking\n\n${fence(reasoning.trim(), 'text')}`,
    answer.trim() === '' ? '' : `## Answer\n\n${answer.trim()}`,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** A step as an item of a list. */
export function stepItem({
  depth,
  kind,
  title,
  abandoned,
  revises,
}: Pick<OutlineStep, 'depth' | 'kind' | 'title' | 'abandoned' | 'revises'>): string {
  const words = abandoned ? `~~${escaped(title)}~~` : escaped(title)
  const back = revises === undefined ? '' : ` (goes back on “${escaped(revises)}”)`
  return `${'  '.repeat(depth)}- **${kind}** ${words}${back}`
}

/** So that words are no markup. */
export function escaped(words: string): string {
  return words.replace(/[\\`*_~[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ')
}
