import type { Known } from '../core/references.ts'
import type { Level, Step } from '../core/step.ts'
import { outline, type OutlineLine } from '../core/outline.ts'
import { escaped, stepItem } from '../export/markdown.ts'
import { lineText } from './outline.ts'
import { stepsJson } from './stepJson.ts'

/** What a trace is shown as. */
export interface Shown {
  readonly title: string
  readonly question: string
  readonly reasoning: string
  readonly answer: string
  readonly steps: readonly Step[]
  readonly known: Known
}

export type Format = (shown: Shown, deepest: Level) => string

export const formats = { text, json, markdown, html } satisfies Record<string, Format>

function text(shown: Shown, deepest: Level): string {
  const tree = outline(shown, deepest).map(lineText).join('')
  const parts = [tree, shown.answer.trim()].filter((part) => part !== '')
  return ending(parts.join('\n'))
}

function json(shown: Shown): string {
  const { reasoning, answer } = shown
  const steps = stepsJson(shown, shown.known).map((step, index) => ({
    ...step,
    ...(shown.steps[index]?.abandoned && { abandoned: true }),
    why: shown.steps[index]?.why,
  }))
  return `${JSON.stringify({ reasoning, answer, steps }, null, 2)}\n`
}

function markdown(shown: Shown, deepest: Level): string {
  const { title, question, answer } = shown
  const items = outline(shown, deepest).map(({ step: { kind, abandoned = false }, ...line }) =>
    stepItem({ kind, abandoned, ...line }),
  )
  const parts = [
    title === '' ? '' : `# ${escaped(title)}`,
    question === '' ? '' : question.replace(/^/gm, '> '),
    items.length > 0 ? `## Steps\n\n${items.join('\n')}` : '',
    answer.trim() === '' ? '' : `## Answer\n\n${answer.trim()}`,
  ]
  return ending(parts.filter((part) => part !== '').join('\n\n'))
}

function html(shown: Shown, deepest: Level): string {
  const { title, question, reasoning, answer } = shown
  const parts = [
    '<!doctype html>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${safe(title || 'Trace')}</title>`,
    `<style>${style}</style>`,
    `<h1>${safe(title || 'Trace')}</h1>`,
    question === '' ? '' : `<blockquote>${safe(question)}</blockquote>`,
    '<main>',
    `<section><h2>Steps</h2>${nested(outline(shown, deepest), reasoning)}</section>`,
    `<section><h2>Answer</h2><pre>${safe(answer.trim())}</pre></section>`,
    '</main>',
  ]
  return ending(parts.filter((part) => part !== '').join('\n'))
}

const style =
  'body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color-scheme:light dark}' +
  'main{display:flex;flex-wrap:wrap;gap:2rem}section{flex:1 1 28rem;min-width:0}' +
  'ul{list-style:none;padding-left:1.2rem}summary{cursor:pointer}pre{white-space:pre-wrap;overflow-wrap:anywhere}' +
  'b{font-weight:600;font-size:.8em;text-transform:uppercase;letter-spacing:.04em}.abandoned>*>summary{opacity:.6}'

/** A list of lists; the innermost steps open to their text. */
function nested(lines: readonly OutlineLine[], reasoning: string): string {
  const out: string[] = []
  let open = 0
  for (const [index, { step, title, depth, revises }] of lines.entries()) {
    for (; open > depth + 1; open--) out.push('</ul></details></li>')
    if (open <= depth) {
      out.push('<ul>')
      open++
    }
    const back = revises === undefined ? '' : ` <small>goes back on “${safe(revises)}”</small>`
    const head = `<summary><b>${step.kind}</b> ${safe(title)}${back}</summary>`
    out.push(step.abandoned ? '<li class="abandoned">' : '<li>')
    const parent = (lines[index + 1]?.depth ?? 0) > depth
    if (parent) out.push(`<details open>${head}`)
    else {
      const words = reasoning.slice(step.span.from, step.span.to).trim()
      out.push(`<details>${head}<pre>${safe(words)}</pre></details></li>`)
    }
  }
  for (; open > 1; open--) out.push('</ul></details></li>')
  if (open > 0) out.push('</ul>')
  return out.join('\n')
}

function safe(words: string): string {
  return words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function ending(words: string): string {
  return words.endsWith('\n') || words === '' ? words : `${words}\n`
}
