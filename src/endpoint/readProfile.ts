import { entryOf } from '../base/entryOf.ts'
import type { Failure, FailureAction } from '../base/failure.ts'
import { readCard } from '../base/modelCard.ts'
import { pricesOf } from '../base/prices.ts'
import { inEnglish, type Say } from '../base/say.ts'
import { isRecord, listOf, numberOf, recordOf, textOf } from '../base/json.ts'
import { normaliseBaseUrl } from './baseUrl.ts'
import { createProfile, type Profile } from './profile.ts'
import { wayNames } from './continuing/ways.ts'
import { serverNames } from './servers.ts'
import { thinkingChoices, untellable } from './thinking.ts'

/**
 * A profile as somebody wrote it, and what keeps it from being asked: something that cannot be read (then there is no
 * profile), a missing model, a wish that its server cannot be told.
 */
export type ProfileReading =
  | { readonly name: string; readonly profile: Profile; readonly problem?: Failure }
  | { readonly name: string; readonly profile?: undefined; readonly problem: Failure }

/** Reads a list of profiles; of two with the same name the second cannot be used. */
export function readProfiles(list: unknown, say: Say = inEnglish): readonly ProfileReading[] {
  const names = new Set<string>()
  return endpointsIn(list).map((written) => {
    const reading = readProfile(written, say)
    const { name } = reading
    const twice = names.has(name)
    names.add(name)
    return twice
      ? { name, ...problem('badEndpoint', say('Two endpoints have the name “{0}”.', name)) }
      : reading
  })
}

/** One that stands there without a list around it is meant, too. */
export function endpointsIn(list: unknown): readonly unknown[] {
  return isRecord(list) ? [list] : listOf(list)
}

/** How reasoning comes: found out, in a field of its own, after an opening tag, or at once up to a closing tag. */
const wireForms = ['auto', 'field', 'inline', 'implicit'] as const
const authorizations = ['key', 'none'] as const
const histories = ['content', 'thinking', 'none'] as const
const continuations = ['auto', 'off', ...wayNames] as const

interface Check {
  readonly holds: (value: unknown) => boolean
  readonly wanted: (say: Say) => string
}

/** Every field that a profile may have; package.json says the same to the editor. */
export const profileFields: Readonly<Record<string, Check>> = {
  name: text(),
  server: oneOf(serverNames),
  baseUrl: text(),
  model: text(),
  wireForm: oneOf(wireForms),
  thinkTags: { holds: areTags, wanted: (say) => say('a list of pairs such as ["<think>", "</think>"]') },
  headers: {
    holds: (value) => isRecord(value) && Object.values(value).every((each) => typeof each === 'string'),
    wanted: (say) => say('an object of texts'),
  },
  secretHeaders: {
    holds: (value) => Array.isArray(value) && value.every((name) => /^[\w-]+$/.test(textOf(name))),
    wanted: (say) => say('a list of header names'),
  },
  authorization: oneOf(authorizations),
  extraBody: object(),
  thinking: oneOf(thinkingChoices),
  thinkingBudget: count(),
  thinkingFields: {
    holds: (value) =>
      isRecord(value) && Object.entries(value).every(([way, fields]) => ways.has(way) && isRecord(fields)),
    wanted: (say) => say('an object with on, off, effort or budget, each of them fields of the request'),
  },
  temperature: number(2),
  topP: number(1),
  maxTokens: count(),
  contextLength: count(),
  prices: {
    holds: (value) => pricesOf(value) !== undefined,
    wanted: (say) =>
      say(
        'an object with input, output and asOf (and cached, currency): prices of a million tokens and their date',
      ),
  },
  dailyBudget: { holds: (value) => (numberOf(value) ?? -1) > 0, wanted: (say) => say('a number above 0') },
  card: {
    holds: (value) => readCard(value) !== undefined,
    wanted: (say) => say('the name of a model card that is known, or an object with its numbers'),
  },
  includeUsage: flag(),
  several: flag(),
  logprobs: {
    holds: (value) =>
      value === null || (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 20),
    wanted: (say) => say('a whole number from 0 to 20, or null'),
  },
  experts: flag(),
  history: oneOf(histories),
  continuation: oneOf(continuations),
  timeouts: {
    holds: (value) =>
      isRecord(value) &&
      Object.entries(value).every(([stage, limit]) => stages.has(stage) && (numberOf(limit) ?? -1) >= 0),
    wanted: (say) => say('an object with the seconds of connect, firstByte and idle'),
  },
}

const keyName = /^(api)?[-_]?(key|token|secret)$/i
const ways = new Set(['on', 'off', 'effort', 'budget'])
const stages = new Set(['connect', 'firstByte', 'idle'])

function readProfile(value: unknown, say: Say): ProfileReading {
  const written = recordOf(value)
  const address = normaliseBaseUrl(textOf(written['baseUrl']), say)
  const given = textOf(written['name']).trim()
  const host = 'url' in address ? new URL(address.url).host : say('without a name')
  const name = given === '' ? host : given
  const wrong = wrongField(written, name, say)
  if (wrong !== undefined) return { name, ...problem('badEndpoint', wrong) }
  if ('problem' in address)
    return {
      name,
      ...problem(
        'badEndpoint',
        say('The address of the endpoint “{0}” cannot be used. {1}', name, address.problem),
      ),
    }
  const profile = profileOf(written, name, address.url)
  const unusable = (...why: Parameters<typeof problem>) => ({ name, profile, ...problem(...why) })
  if (profile.model === '')
    return unusable(
      'noModel',
      say('The endpoint “{0}” has no model set. Choose one that it serves.', name),
      'chooseModel',
    )
  if (profile.history === 'thinking' && profile.thoughtField === '')
    return unusable(
      'badEndpoint',
      say(
        'The endpoint “{0}” asks to send earlier thinking back, and how its server takes it is not known.',
        name,
      ),
    )
  if (profile.experts && profile.expertFields === undefined)
    return unusable(
      'badEndpoint',
      say(
        'The endpoint “{0}” asks which experts worked, and its kind of server is not known to tell: vLLM and SGLang do.',
        name,
      ),
    )
  const wish = untellable(profile, say)
  if (wish === undefined) return { name, profile }
  return unusable(
    'badEndpoint',
    say(
      'The endpoint “{0}” asks {1}, and how its server is told so is not known: say it in thinkingFields.',
      name,
      wish,
    ),
  )
}

function wrongField(written: Readonly<Record<string, unknown>>, name: string, say: Say): string | undefined {
  for (const [field, value] of Object.entries(written)) {
    const check = entryOf(profileFields, field)
    if (!check && keyName.test(field))
      return say(
        'The endpoint “{0}” has a field “{1}”, but keys are never written there: Set API Key… keeps them.',
        name,
        field,
      )
    if (!check) return say('The endpoint “{0}” has a field “{1}” that is not known.', name, field)
    if (!check.holds(value))
      return say('The endpoint “{0}” has a “{1}” that is not {2}.', name, field, check.wanted(say))
  }
  return undefined
}

function profileOf(written: Readonly<Record<string, unknown>>, name: string, baseUrl: string): Profile {
  const server = serverNames.find((each) => each === written['server'])
  const base = createProfile({ name, baseUrl, model: textOf(written['model']).trim() }, server)
  const thinking = thinkingChoices.find((each) => each === written['thinking']) ?? base.thinking
  const limits = recordOf(written['timeouts'])
  const milliseconds = (stage: keyof Profile['timeouts']) => {
    const seconds = numberOf(limits[stage])
    return seconds === undefined ? base.timeouts[stage] : seconds * 1000
  }
  const orNull = (field: string, fallback: number | null) =>
    written[field] === null ? null : (numberOf(written[field]) ?? fallback)
  return {
    ...base,
    headers: texts(written['headers']),
    secretHeaders: listOf(written['secretHeaders']).map(textOf),
    authorization: authorizations.find((each) => each === written['authorization']) ?? base.authorization,
    extraBody: recordOf(written['extraBody']),
    split: splitOf(written, base.split, thinking === 'off'),
    thinking,
    thinkingBudget: orNull('thinkingBudget', base.thinkingBudget),
    thinkingFields: { ...base.thinkingFields, ...recordOf(written['thinkingFields']) },
    efforts: recordOf(written['thinkingFields'])['effort'] === undefined ? base.efforts : undefined,
    temperature: orNull('temperature', base.temperature),
    topP: orNull('topP', base.topP),
    maxTokens: orNull('maxTokens', base.maxTokens),
    prices: pricesOf(written['prices']) ?? base.prices,
    card: readCard(written['card']) ?? base.card,
    logprobs: orNull('logprobs', base.logprobs),
    experts: written['experts'] === true,
    dailyBudget: orNull('dailyBudget', base.dailyBudget),
    contextLength: orNull('contextLength', base.contextLength),
    includeUsage:
      written['includeUsage'] === undefined ? base.includeUsage : written['includeUsage'] === true,
    several: written['several'] === undefined ? base.several : written['several'] === true,
    history: histories.find((each) => each === written['history']) ?? base.history,
    continuation: continuations.find((each) => each === written['continuation']) ?? base.continuation,
    timeouts: {
      connect: milliseconds('connect'),
      firstByte: milliseconds('firstByte'),
      idle: milliseconds('idle'),
    },
  }
}

/** Where thinking was switched off, or comes in a field of its own, a closing tag alone is text. */
function splitOf(
  written: Readonly<Record<string, unknown>>,
  base: Profile['split'],
  off: boolean,
): Profile['split'] {
  const form = wireForms.find((each) => each === written['wireForm']) ?? 'auto'
  if (form === 'field') return { ...base, start: 'explicit', tags: [] }
  const pairs = listOf(written['thinkTags']).map((pair) => listOf(pair).map(textOf))
  const tags = pairs.map(([open = '', close = '']) => ({ open, close }))
  const starts = { auto: off ? 'explicit' : 'auto', inline: 'explicit', implicit: 'implicit' } as const
  return { ...base, start: starts[form], ...(tags.length > 0 && { tags }) }
}

function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(recordOf(value)).map(([name, each]) => [name, textOf(each)]))
}

function areTags(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((tag) => textOf(tag) !== ''))
  )
}

function text(): Check {
  return { holds: (value) => typeof value === 'string', wanted: (say) => say('a text') }
}

function object(): Check {
  return { holds: isRecord, wanted: (say) => say('an object') }
}

function flag(): Check {
  return { holds: (value) => typeof value === 'boolean', wanted: (say) => say('true or false') }
}

function count(): Check {
  return {
    holds: (value) => value === null || (Number.isSafeInteger(value) && Number(value) > 0),
    wanted: (say) => say('a whole number above 0, or null'),
  }
}

function number(most: number): Check {
  return {
    holds: (value) => value === null || (typeof value === 'number' && value >= 0 && value <= most),
    wanted: (say) => say('a number from 0 to {0}, or null', most),
  }
}

function oneOf(allowed: readonly string[]): Check {
  return {
    holds: (value) => typeof value === 'string' && allowed.includes(value),
    wanted: (say) => say('one of {0}', allowed.join(', ')),
  }
}

function problem(code: string, message: string, action: FailureAction = 'openSettings') {
  return { problem: { code, message, action, detail: '' } }
}
