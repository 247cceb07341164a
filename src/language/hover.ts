import { fence } from '../base/fence.ts'
import { inMarkdown } from '../base/plainText.ts'
import type { Say } from '../base/say.ts'
import { figuresOf } from '../core/figures.ts'
import { indexOfStep } from '../core/query.ts'
import type { Step, StepId } from '../core/step.ts'
import type { Place, Range } from '../traces/place.ts'
import { keyAt } from '../traces/keys.ts'
import { keptOf } from '../traces/turns.ts'
import { citationAt, rangeOfStep, stepsAt, turnAt } from './at.ts'
import type { Citation } from './citations.ts'
import { pathOf, type FileLookup } from './code.ts'
import { nameOfStep } from './names.ts'
import type { Parsed, ParsedTurn } from './parsed.ts'

export interface TraceHover {
  /** No sign of the model's words means anything in it. */
  readonly markdown: string
  readonly range: Range
}

/** What a step does and why it was cut there; the code that a citation means; what a key of the head is. */
export function hoverAt(parsed: Parsed, place: Place, files: FileLookup, say: Say): TraceHover | undefined {
  const turn = turnAt(parsed, place)
  if (!turn) return undefined
  const { head } = turn.turn.layout
  if (head && head.from <= place && place < head.to) {
    const key = keyAt(parsed.document.text, head, place)
    return key?.schema?.description ? { markdown: say(key.schema.description), range: key.range } : undefined
  }
  const citation = citationAt(turn, place)
  const cited = citation && citedCode(turn, citation, files)
  if (citation && cited !== undefined) return { markdown: cited, range: citation.range }
  const [statement, ...above] = stepsAt(turn, place)
  const step = above.find(({ level }) => level === 'step') ?? statement
  return (
    statement &&
    step && { markdown: aboutStep(turn, statement, step, say), range: rangeOfStep(turn, statement) }
  )
}

function aboutStep(turn: ParsedTurn, statement: Step, step: Step, say: Say): string {
  const named = (id: StepId) => {
    const index = indexOfStep(turn.steps, id)
    return index < 0 ? undefined : inMarkdown(nameOfStep(turn, index, say))
  }
  const value = { ...keptOf(turn.turn), steps: turn.steps }
  const { tokens, estimated, seconds } = figuresOf(step.span, value)
  const back = step.revises ?? statement.revises
  const backName = back && named(back)
  const onName = statement.on && named(statement.on)
  const number = `${estimated ? '~' : ''}${tokens}`
  const count = tokens === 1 ? say('{0} token', number) : say('{0} tokens', number)
  return [
    `**${inMarkdown(say(step.kind))}** · ${named(step.id) ?? ''}`,
    inMarkdown(step.why),
    statement.kind === step.kind
      ? undefined
      : `**${inMarkdown(say(statement.kind))}** · ${inMarkdown(statement.why)}`,
    backName === undefined ? undefined : say('Goes back on: {0}', backName),
    onName === undefined || onName === backName ? undefined : say('Builds on: {0}', onName),
    step.abandoned ? say('A later step went another way.') : undefined,
    seconds === undefined ? inMarkdown(count) : inMarkdown(`${count} · ${say('{0} s', seconds.toFixed(1))}`),
  ]
    .filter((line) => line !== undefined)
    .join('\n\n')
}

/** Lines of a preview. */
const most = 12

function citedCode(turn: ParsedTurn, citation: Citation, files: FileLookup): string | undefined {
  const path = pathOf(citation, turn)
  const lines = path === undefined ? undefined : files(path)
  if (path === undefined || lines === undefined || lines === 'missing' || !citation.lines) return undefined
  const { first, last } = citation.lines
  const shown = lines.slice(first - 1, Math.min(last, first + most - 1))
  if (shown.length === 0) return undefined
  const place = `${path}:${first}${last > first ? `–${last}` : ''}`
  return `${inMarkdown(place)}\n\n${fence(shown.join('\n'), languageOf(path))}`
}

function languageOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1] ?? ''
}
