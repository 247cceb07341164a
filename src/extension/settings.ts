import { workspace, type ConfigurationScope } from 'vscode'
import type { Failure, FailureAction } from '../base/failure.ts'
import { listOf, numberOf, recordOf, textOf } from '../base/json.ts'
import { normaliseBaseUrl } from '../endpoint/baseUrl.ts'
import { createProfile, type Profile } from '../endpoint/profile.ts'

/**
 * What is set of the endpoint, and what keeps it from being asked: an address that is missing or wrong (then there is no
 * profile), or a missing model.
 */
export type EndpointSettings =
  | { readonly profile: Profile; readonly problem?: Failure }
  | { readonly profile?: undefined; readonly problem: Failure }

export interface Settings {
  readonly endpoint: EndpointSettings
  /** Estimated tokens that question and code may take. */
  readonly contextTokens: number
  /** Added to every question; may be empty. */
  readonly instructions: string
  readonly followCode: boolean
  /** Tokens a second at which a sample plays. */
  readonly sampleSpeed: number
}

/** A snapshot, read anew for each question. Defaults live in package.json. */
export function readSettings(scope?: ConfigurationScope): Settings {
  const section = workspace.getConfiguration('thinktree', scope)
  const text = (name: string) => section.get<string>(name, '').trim()
  const number = (name: string, least: number) => {
    const value = section.get<unknown>(name)
    const inspected = section.inspect<number>(name)?.defaultValue ?? least
    return typeof value === 'number' && Number.isFinite(value) ? Math.max(value, least) : inspected
  }
  return {
    endpoint: readEndpoint(text, (name) => section.get<unknown>(name), number),
    contextTokens: number('context.maxTokens', 200),
    instructions: text('context.instructions'),
    followCode: section.get('panel.followCode', true),
    sampleSpeed: number('samples.tokensPerSecond', 1),
  }
}

function readEndpoint(
  text: (name: string) => string,
  raw: (name: string) => unknown,
  number: (name: string, least: number) => number,
): EndpointSettings {
  const written = text('endpoint.baseUrl')
  if (written === '') return problem('noEndpoint', 'No endpoint is set yet: ThinkTree needs its base URL.')
  const address = normaliseBaseUrl(written)
  if ('problem' in address) return problem('badEndpoint', `The base URL cannot be used. ${address.problem}`)
  const model = text('endpoint.model')
  const seconds = (name: string) => 1000 * number(`endpoint.timeouts.${name}`, 0)
  const profile = createProfile({
    name: new URL(address.url).host,
    baseUrl: address.url,
    model,
    headers: stringEntries(raw('endpoint.headers')),
    extraBody: recordOf(raw('endpoint.extraBody')),
    split: {
      start: startOf(raw('endpoint.start')),
      blocks: 'line-start',
      tags: tagPairs(raw('endpoint.thinkTags')),
    },
    temperature: numberOrNull(raw('endpoint.temperature')),
    topP: numberOrNull(raw('endpoint.topP')),
    maxTokens: numberOrNull(raw('endpoint.maxTokens')),
    includeUsage: raw('endpoint.includeUsage') !== false,
    timeouts: { connect: seconds('connect'), firstByte: seconds('firstByte'), idle: seconds('idle') },
  })
  if (model !== '') return { profile }
  return {
    profile,
    ...problem('noModel', `No model is set. Choose one that ${address.url} serves.`, 'chooseModel'),
  }
}

function problem(code: string, message: string, action: FailureAction = 'openSettings') {
  return { problem: { code, message, action, detail: '' } }
}

function startOf(value: unknown): Profile['split']['start'] {
  return value === 'explicit' || value === 'implicit' ? value : 'auto'
}

function tagPairs(value: unknown): Profile['split']['tags'] {
  return listOf(value).flatMap((pair) => {
    const [open, close] = listOf(pair).map(textOf)
    return open && close ? [{ open, close }] : []
  })
}

function numberOrNull(value: unknown): number | null {
  return numberOf(value) ?? null
}

function stringEntries(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(recordOf(value)).map(([name, text]) => [name, textOf(text)] as const)
  return Object.fromEntries(entries.filter(([, text]) => text !== ''))
}
