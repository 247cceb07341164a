import { counted } from '../base/counted.ts'
import { shortened } from '../base/shortened.ts'
import { escapeHtml } from '../markup/html.ts'
import { answerHtml, thoughtHtml } from './answerHtml.ts'
import type { Example, ReviewOfExample } from './example.ts'
import type { OutlineStep } from './outline.ts'
import { pageStyle } from './pageStyle.ts'

/**
 * Traces as one page that needs nothing else: no script, no font, no network. It can be read, folded, searched and
 * printed, in light and dark.
 */
export function tracesPage(examples: readonly Example[]): string {
  const [first] = examples
  const title = first ? titleOf(first) : 'Traces'
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${pageStyle}</style>`,
    '</head>',
    '<body>',
    ...(examples.length > 1 ? [contents(examples)] : []),
    '<main>',
    ...examples.map(trace),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function contents(examples: readonly Example[]): string {
  const items = examples.map(
    (example, index) => `<li><a href="#trace-${index + 1}">${escapeHtml(titleOf(example))}</a></li>`,
  )
  return `<nav aria-label="Traces">\n<h1>${counted(examples.length, 'trace', 'traces')}</h1>\n<ol>\n${items.join('\n')}\n</ol>\n</nav>`
}

function trace(example: Example, index: number): string {
  const { question, answer, head, outline, reviews } = example
  const title = titleOf(example)
  return [
    `<article id="trace-${index + 1}">`,
    '<header>',
    `<h1>${escapeHtml(title)}</h1>`,
    facts(example),
    '</header>',
    question.trim() === '' || question.trim() === title
      ? ''
      : `<blockquote class="question">${escapeHtml(question)}</blockquote>`,
    head.note === '' ? '' : `<p class="note">${escapeHtml(head.note)}</p>`,
    ...reviews.map(review),
    '<section class="answer">',
    '<h2>Answer</h2>',
    answer.trim() === '' ? '<p class="note">There is no answer.</p>' : answerHtml(answer.trim()),
    '</section>',
    '<section class="thinking">',
    '<h2>Thinking</h2>',
    outline.length === 0 ? '<p class="note">There is no thinking.</p>' : steps(outline),
    '</section>',
    '</article>',
  ]
    .filter((part) => part !== '')
    .join('\n')
}

function titleOf({ head, question, source }: Example): string {
  const [line = ''] = question.trim().split('\n')
  return head.title || shortened(line, 120) || source
}

function facts({ head, state, expected }: Example): string {
  const seconds = head.times?.ended === undefined ? undefined : head.times.ended / 1000
  const { completion, prompt } = head.usage
  const context = head.context.map(({ path, lines: at }) => (at ? `${path}:${at[0]}–${at[1]}` : path))
  const all = [
    ['Model', head.model],
    ['Endpoint', head.endpoint],
    ['Asked', head.asked],
    ['Code', context.join(', ')],
    [
      'Tokens',
      completion === undefined
        ? ''
        : prompt === undefined
          ? `${completion}`
          : `${prompt} in, ${completion} out`,
    ],
    ['Time', seconds === undefined ? '' : `${seconds} s`],
    ['Expected', expected ?? ''],
    ['State', state.kind === 'done' ? '' : stateText(state)],
  ].filter(([, value]) => value !== '')
  const items = all.map(
    ([name = '', value = '']) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`,
  )
  return items.length === 0 ? '' : `<dl>${items.join('')}</dl>`
}

function stateText(state: Example['state']): string {
  if (state.kind === 'failed') return `failed: ${state.failure.message}`
  return state.kind === 'incomplete' ? `incomplete: ${reasons[state.why]}` : state.kind
}

const reasons = {
  length: 'token limit',
  cut: 'cut off',
  interrupted: 'interrupted',
  noAnswer: 'no answer',
  refused: 'refused',
} as const

function review({ reviewer, verdict, reason }: ReviewOfExample): string {
  const word = verdict === undefined ? 'reviewed' : verdict === 'fix' ? 'to be fixed' : verdict
  const why = reason === '' ? '' : `: ${escapeHtml(reason)}`
  return `<p class="review ${verdict ?? ''}"><b>${escapeHtml(reviewer)}</b> ${word}${why}</p>`
}

/** Phases fold; in them stand steps, each with its words as the model wrote them. */
function steps(outline: readonly OutlineStep[]): string {
  const out: string[] = []
  const closing: string[] = [] // what closes what is open, the outermost first
  const closeTo = (depth: number) => {
    while (closing.length > depth) out.push(closing.pop() ?? '')
  }
  let words: OutlineStep[] = []
  const settle = () => {
    if (words.length > 0) out.push(wordsHtml(words))
    words = []
  }
  for (const [index, step] of outline.entries()) {
    if (step.level === 'statement') {
      if (step.opens) settle()
      words.push(step)
      continue
    }
    settle()
    closeTo(step.depth)
    if (step.level === 'phase') {
      out.push(`<details open><summary>${heading(step)}</summary>`)
      closing.push('</details>')
    } else {
      const before = outline[index - 1]
      // A phase may begin with a step of its own name, which is not said twice.
      const said = before?.level === 'phase' && before.title === step.title && before.kind === step.kind
      out.push(`<div class="step${step.abandoned ? ' abandoned' : ''}">`)
      if (!said) out.push(`<h3>${heading(step)}</h3>`)
      closing.push('</div>')
    }
  }
  settle()
  closeTo(0)
  return out.join('\n')
}

/** Statements that are judged as one, and what is said of them. */
function wordsHtml(statements: readonly OutlineStep[]): string {
  const text = statements
    .map((statement) => statement.text)
    .join('')
    .trim()
  const [first] = statements
  if (first?.verdict === undefined) return `<div class="words">${thoughtHtml(text)}</div>`
  const { verdict, firstWrong, corrected } = first
  const word = `<p class="word">${firstWrong ? 'first wrong step' : verdict}</p>`
  const instead =
    corrected === undefined ? '' : `<p class="corrected"><b>Corrected</b> ${escapeHtml(corrected)}</p>`
  return `<div class="judged ${verdict}">${word}<div class="words">${thoughtHtml(text)}</div>${instead}</div>`
}

function heading({ kind, title, revises }: OutlineStep): string {
  const back = revises === undefined ? '' : ` <small>goes back on “${titleHtml(revises)}”</small>`
  return `<span class="kind ${kind}">${kind}</span> ${titleHtml(title)}${back}`
}

/** Titles are the model's words, in which code stands between backticks. */
function titleHtml(title: string): string {
  return escapeHtml(title).replace(/`([^`]+)`/g, '<code>$1</code>')
}
