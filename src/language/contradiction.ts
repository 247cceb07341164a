import type { Range } from '../traces/place.ts'
import type { ParsedTurn } from './parsed.ts'

/** The answer states another result than the last conclusion of the thought. */
export interface Contradiction {
  readonly answered: Result
  readonly concluded: Result
}

export interface Result {
  readonly value: string
  readonly range: Range
}

/** Only where both say plainly what the result is: boxed, or “the answer is …” with a number, a choice or a name. */
export function contradictionIn(turn: ParsedTurn): Contradiction | undefined {
  const answered = resultIn(turn, 'answer', turn.answer, 0)
  const concluded = answered && lastConclusion(turn)
  if (concluded?.form !== answered?.form || !concluded || !answered) return undefined
  return concluded.value === answered.value ? undefined : { answered, concluded }
}

interface Found extends Result {
  /** What is compared with what. */
  readonly form: 'number' | 'choice' | 'name'
}

function lastConclusion(turn: ParsedTurn): Found | undefined {
  for (const { level, kind, span } of turn.steps.toReversed()) {
    if (level !== 'statement') continue
    const found = resultIn(turn, 'reasoning', turn.reasoning.slice(span.from, span.to), span.from)
    if (found) return kind === 'conclude' ? found : undefined
  }
  return undefined
}

/** Costs less than to look for the forms. */
const mayState = /boxed|answer|result|答案|结果/i
const boxed = /\\boxed\{\s*(?:\\text\{)?([^{}]{1,40})\}/g
const stated =
  /\b(?:the\s+)?(?:final\s+|correct\s+)?(?:answer|result)\s*(?:is|=|:)\s*(?:\\\(|\$)?\s*(?:option\s+)?[*_(]*(`[^`\n]{1,60}`|[-−+]?\d[\d,]*(?:\.\d+)?(?:\/\d+)?%?|[A-H]\b(?![\w']))/gi
const chinese = /(?:答案|结果)(?:是|为|：|:)\s*[*_（(]*(`[^`\n]{1,60}`|[-−+]?\d[\d,]*(?:\.\d+)?%?|[A-H]\b)/g

/** The last result that a text states; where it boxes some, the last boxed one. None where it states several. */
function resultIn(
  turn: ParsedTurn,
  where: 'reasoning' | 'answer',
  text: string,
  base: number,
): Found | undefined {
  if (!mayState.test(text)) return undefined
  const matches = [...text.matchAll(boxed)]
  const all = matches.length > 0 ? matches : [...text.matchAll(stated), ...text.matchAll(chinese)]
  const found = all.flatMap((match): readonly Found[] => {
    const [whole, written = ''] = match
    const read = valueOf(written)
    if (!read) return []
    const at = base + match.index + whole.lastIndexOf(written)
    return [{ ...read, range: turn.range(where, at, at + written.length) }]
  })
  const last = found.at(-1)
  return found.every(({ value }) => value === last?.value) ? last : undefined
}

function valueOf(written: string): Pick<Found, 'value' | 'form'> | undefined {
  const text = written.trim().replace(/[.\s]+$/, '')
  if (text.startsWith('`')) return { value: text.slice(1, -1).trim(), form: 'name' }
  if (/^[A-H]$/.test(text)) return { value: text, form: 'choice' }
  const number = numberOf(text)
  return number === undefined ? undefined : { value: String(number), form: 'number' }
}

/** Of `1,234.50`, `−3`, `1/2` and `50%`; `\frac{1}{2}` is not read. */
function numberOf(text: string): number | undefined {
  const plain = text.replace(/^\\?\$|\\?\$$/g, '').replaceAll('−', '-')
  const [, whole = '', below, percent] = /^([-+]?\d[\d,]*(?:\.\d+)?)(?:\/(\d+))?(\s*\\?%)?$/.exec(plain) ?? []
  if (whole === '' || /,\d{1,2}(?!\d)/.test(whole)) return undefined
  const value = Number(whole.replaceAll(',', '')) / (below === undefined ? 1 : Number(below))
  if (!Number.isFinite(value)) return undefined
  return Number((percent === undefined ? value : value / 100).toPrecision(12))
}
