import type { Say } from '../base/say.ts'
import type { Kind, Step } from '../core/step.ts'
import { plainText } from '../base/plainText.ts'
import type { DocumentTurn } from '../traces/document.ts'
import { rangeOf, sliceOf, type Range } from '../traces/place.ts'
import { rangeOfStep } from './at.ts'
import { headingsOf, trimmed, type Heading } from './markdown.ts'
import { nameOfStep, nameOfTurn } from './names.ts'
import type { Parsed, ParsedTurn } from './parsed.ts'

/** An entry of the outline. */
export interface TraceSymbol {
  readonly name: string
  readonly detail: string
  readonly what: 'turn' | 'thought' | Kind | 'answer' | 'heading'
  readonly range: Range
  /** What stands for it: lies in `range`. */
  readonly selection: Range
  readonly children: readonly TraceSymbol[]
}

/** The outline: each turn with its phases and steps, and the headings of its answer. */
export function symbolsOf({ document, turns }: Parsed, say: Say): readonly TraceSymbol[] {
  const { text } = document
  return turns.map((parsed) => {
    const range = trimmed(text, parsed.turn.layout.whole)
    return {
      name: nameOfTurn(parsed, say),
      detail: plainText(parsed.turn.head.model),
      what: 'turn',
      range,
      selection: namingLine(text, parsed.turn) ?? firstLine(text, range),
      children: [...phases(parsed, text, say), ...answers(parsed, text, say)],
    }
  })
}

/** Where the head says what the turn is called: sticky scroll shows that line, and not the one that opens the head. */
function namingLine(text: string, { layout: { head } }: DocumentTurn): Range | undefined {
  if (!head) return undefined
  const yaml = sliceOf(text, head)
  for (const key of ['title', 'question']) {
    const [found, before = ''] = new RegExp(`^(${key}:[ \\t]*(?:[|>].*\\n\\s*)?).*\\S`, 'm').exec(yaml) ?? []
    if (found === undefined) continue
    const from = yaml.search(new RegExp(`^${key}:`, 'm'))
    const at = before.includes('\n') ? from + before.length : from
    return rangeOf(head.from + at, head.from + from + found.length)
  }
  return undefined
}

interface Growing extends TraceSymbol {
  readonly children: TraceSymbol[]
}

function phases(parsed: ParsedTurn, text: string, say: Say): readonly TraceSymbol[] {
  const top: TraceSymbol[] = []
  const byId = new Map<Step['id'], Growing>()
  for (const [index, step] of parsed.steps.entries()) {
    if (step.level === 'statement') continue
    const range = rangeOfStep(parsed, step)
    const symbol: Growing = {
      name: nameOfStep(parsed, index, say),
      detail: step.abandoned ? say('{0}, abandoned', say(step.kind)) : say(step.kind),
      what: step.kind,
      range,
      selection: firstLine(text, range),
      children: [],
    }
    byId.set(step.id, symbol)
    const above = step.parent === null ? undefined : byId.get(step.parent)
    ;(above?.children ?? top).push(symbol)
  }
  return top
}

function answers(parsed: ParsedTurn, text: string, say: Say): readonly TraceSymbol[] {
  const answer = parsed.pieces.find(
    ({ kind, range }) => kind === 'answer' && trimmed(text, range).to > trimmed(text, range).from,
  )
  if (!answer) return []
  const range = trimmed(text, { from: answer.range.from, to: parsed.turn.layout.body.to })
  const children = nested(headingsOf(parsed, text))
  return [
    { name: say('Answer'), detail: '', what: 'answer', range, selection: firstLine(text, range), children },
  ]
}

function nested(headings: readonly Heading[]): readonly TraceSymbol[] {
  const top: TraceSymbol[] = []
  const open: { readonly level: number; readonly children: TraceSymbol[] }[] = []
  for (const { level, text, line, section } of headings) {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop()
    const children: TraceSymbol[] = []
    const name = plainText(text) || '#'.repeat(level)
    ;(open.at(-1)?.children ?? top).push({
      name,
      detail: '',
      what: 'heading',
      range: section,
      selection: line,
      children,
    })
    open.push({ level, children })
  }
  return top
}

function firstLine(text: string, { from, to }: Range): Range {
  const end = text.indexOf('\n', from)
  return rangeOf(
    from,
    end < 0 || end > to ? to : Math.max(from, text.charCodeAt(end - 1) === 13 ? end - 1 : end),
  )
}
