import { inEnglish, type Say } from '../base/say.ts'
import type { Fields, ThinkingFields } from './servers.ts'

/** `auto` leaves it to the server and says nothing. */
export const thinkingChoices = ['auto', 'on', 'off', 'low', 'medium', 'high', 'max'] as const
export type Thinking = (typeof thinkingChoices)[number]

/** What is asked for of a model's thinking, and how its server is told. */
export interface ThinkingWish {
  readonly thinking: Thinking
  /** Tokens of thinking at most; `null` sets no limit. */
  readonly thinkingBudget: number | null
  readonly thinkingFields: ThinkingFields
  /** The efforts that the server knows, where these are not all. */
  readonly efforts?: readonly string[] | undefined
}

/** The fields that say what is wished for. A budget wins over an effort where a server takes only one of them. */
export function thinkingBody({ thinking, thinkingBudget, thinkingFields }: ThinkingWish): Fields {
  const way = wayOf(thinking)
  const limited = thinking !== 'off' && thinkingBudget !== null
  return {
    ...(way && filled(thinkingFields[way], thinking)),
    ...(limited && filled(thinkingFields.budget, thinkingBudget)),
  }
}

/** What of a wish this server cannot be told, in words; undefined where all of it can. */
export function untellable(
  { thinking, thinkingBudget, thinkingFields, efforts }: ThinkingWish,
  say: Say = inEnglish,
): string | undefined {
  const way = wayOf(thinking)
  const unknown = efforts !== undefined && !efforts.includes(thinking)
  if (way === 'effort' && (unknown || !thinkingFields.effort))
    return say('to think with {0} effort', thinking)
  if (way !== undefined && !thinkingFields[way])
    return way === 'on' ? say('to turn thinking on') : say('to turn thinking off')
  if (thinkingBudget !== null && thinking !== 'off' && !thinkingFields.budget)
    return say('to think within a budget')
  return undefined
}

function wayOf(thinking: Thinking): 'on' | 'off' | 'effort' | undefined {
  if (thinking === 'auto') return undefined
  return thinking === 'on' || thinking === 'off' ? thinking : 'effort'
}

function filled(fields: Fields = {}, value: unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fill(field, value)]))
}

function fill(field: unknown, value: unknown): unknown {
  if (field === '$value') return value
  if (Array.isArray(field)) return field.map((each) => fill(each, value))
  if (typeof field !== 'object' || field === null) return field
  return Object.fromEntries(Object.entries(field).map(([name, inner]) => [name, fill(inner, value)]))
}
