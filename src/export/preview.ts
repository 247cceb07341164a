import type { Left, Reason } from './data.ts'
import { tokensOfRows, type Plan } from './plan.ts'
import { isVerifiable } from './prompts.ts'
import { labelsOf } from './unpaired.ts'

/** What an export would give, in lines of text. */
export function previewText(plan: Plan): string {
  const { training, validation, left, unreviewed, withCode, format } = plan
  const rows = (name: string, list: Plan['training']) =>
    `${name.padEnd(12)}${list.length} ${list.length === 1 ? 'row' : 'rows'}, about ${tokensOfRows(list)} tokens`
  return [
    rows('training', training),
    ...(validation.length > 0 ? [rows('validation', validation)] : []),
    ...(left.length > 0 ? [`left out    ${left.length}: ${reasonsText(left)}`] : []),
    ...left.map(({ example, reason }) => `  ${example.source}, turn ${example.turn}: ${reason}`),
    ...notes(plan).map((note) => `note        ${note}`),
    ...(unreviewed > 0 ? [`unreviewed  ${unreviewed} of what is kept`] : []),
    ...(withCode > 0 && format.name !== 'json'
      ? [`code        ${withCode} asked about code; a document says where it is, and does not hold it`]
      : []),
    '',
  ].join('\n')
}

/** The same in one line. */
export function summaryText({ training, validation, left }: Plan): string {
  const rows = training.length + validation.length
  const out = left.length === 0 ? '' : `; ${left.length} left out: ${reasonsText(left)}`
  return `${rows} ${rows === 1 ? 'row' : 'rows'}, about ${tokensOfRows([...training, ...validation])} tokens${out}.`
}

/** So many for each reason, the most frequent first. */
export function reasonsText(left: readonly Left[]): string {
  const counts = new Map<Reason, number>()
  for (const { reason } of left) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
  return sorted.map(([reason, count]) => `${count} ${reason}`).join(', ')
}

/** What a consumer would stumble over. */
function notes({ format, training, validation }: Plan): readonly string[] {
  const rows = [...training, ...validation]
  if (rows.length === 0) return []
  const values = rows.map(({ value }) => value)
  switch (format.name) {
    case 'openai':
    case 'openai-preference':
      return training.length < 10 ? ['OpenAI wants ten rows or more'] : []
    case 'openai-rft':
      return validation.length === 0 ? ['OpenAI wants rows for validation too: --split'] : []
    case 'stepwise': {
      const long = rows.filter((row) => tokensOfRows([row]) > 1024).length
      return long > 0
        ? [`${long} longer than 1024 tokens, where TRL's PRMTrainer cuts unless told otherwise`]
        : []
    }
    case 'kto':
    case 'sharegpt-kto': {
      const { wanted, unwanted } = labelsOf(values)
      const one = wanted === 0 || unwanted === 0 ? ': KTO needs both' : ''
      return [`${wanted} wanted, ${unwanted} not${one}`]
    }
    case 'grpo': {
      const words = values.filter((value) => !isVerifiable(value)).length
      return words > 0 ? [`${words} with a solution in words, for which Math-verify gives no reward`] : []
    }
    default:
      return []
  }
}
