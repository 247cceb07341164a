import type { Usage } from './delta.ts'
import { numberOf, recordOf, textOf } from './json.ts'

/** What a million tokens cost, as somebody wrote it down. */
export interface Prices {
  /** Of the prompt. */
  readonly input: number
  /** Of that part of the prompt which the server had in its cache; as `input` where absent. */
  readonly cached?: number
  /** Of what the model writes, thinking included. */
  readonly output: number
  /** As ISO 4217 has it, such as `USD`. */
  readonly currency: string
  /** When they were looked up, such as `2026-11-01`. */
  readonly asOf: string
}

/** What was counted costs so much; undefined where the server did not count. */
export function costOf(usage: Usage, { input, cached = input, output }: Prices): number | undefined {
  const { prompt, cached: kept = 0 } = usage
  const generated = generatedTokens(usage)
  if (prompt === undefined || generated === undefined) return undefined
  const fresh = Math.max(0, prompt - kept)
  return (fresh * input + Math.min(kept, prompt) * cached + generated * output) / 1e6
}

/** Prices as somebody wrote them down; undefined where they are not. */
export function pricesOf(value: unknown): Prices | undefined {
  const { input, output, cached, currency = 'USD', asOf, ...others } = recordOf(value)
  const [of, to, kept] = [input, output, cached].map(numberOf)
  if (of === undefined || to === undefined || Object.keys(others).length > 0) return undefined
  if (!/^[A-Z]{3}$/.test(textOf(currency)) || !/^\d{4}-\d\d-\d\d$/.test(textOf(asOf))) return undefined
  const prices = { input: of, output: to, currency: textOf(currency), asOf: textOf(asOf) }
  return kept === undefined ? prices : { ...prices, cached: kept }
}

/** All that the model wrote. Most servers count the reasoning in; xAI and Copilot do not, but their total does. */
export function generatedTokens({ prompt, completion, total, reasoning = 0 }: Usage): number | undefined {
  if (completion === undefined) return undefined
  const apart = completion < reasoning || total === (prompt ?? 0) + completion + reasoning
  return apart ? completion + reasoning : completion
}
