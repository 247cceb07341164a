import { messageOf } from '../base/messageOf.ts'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { parseJson } from '../base/json.ts'
import { readCard, type ModelCard } from '../base/modelCard.ts'
import { Complaint } from './io.ts'

/** Options and the rest of a verb's arguments; what does not fit is a `Complaint`. */
export function readArgs<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const [said = ''] = messageOf(error).split('. To specify a positional argument')
    throw new Complaint(said.includes('\n') ? said : `${said}: --help says which options there are.`)
  }
}

/** Where a verb writes what it makes. */
export const outputOption = { output: { type: 'string', short: 'o' } } as const

/** The value if it is one of these. */
export function oneOf<T extends string>(value: unknown, allowed: readonly T[], name: string): T {
  const found = allowed.find((each) => each === value)
  if (found === undefined)
    throw new Complaint(
      `${name} must be ${list(allowed)}, not ${typeof value === 'string' ? `“${value}”` : typeof value}.`,
    )
  return found
}

/** A whole number above 0. */
export function countOf(text: string, name: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Complaint(`${name} must be a whole number above 0, not “${text}”.`)
  return count
}

/** A model card, by its name or in JSON. */
export function cardOf(text: string): ModelCard {
  const card = readCard(text.trimStart().startsWith('{') ? parseJson(text) : text)
  if (!card)
    throw new Complaint(`--card must be JSON, or a name that thinktree stats --help lists, not “${text}”.`)
  return card
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
