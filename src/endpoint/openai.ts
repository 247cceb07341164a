import type { OpenAI } from 'openai'
import type { Delta } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import { listOf, parseJson, recordOf, textOf } from '../base/json.ts'
import { failureOfFault, type Asked } from './failure.ts'
import { nearest } from './nearest.ts'
import { completionsUrl, modelsUrl, type Profile } from './profile.ts'
import { failureOfRefusal, failureOfStranger } from './refusal.ts'
import { readReply } from './reply.ts'
import { bodyOfRequest } from './request.ts'
import { withRetries, type Pause } from './retry.ts'
import { createWire, type Wire } from './wire.ts'
import { longest } from './watch.ts'
import type { CompletionRequest, StreamCompletion } from './stream.ts'

export interface Access {
  readonly profile: Profile
  /** `null` sends no authorization at all. */
  readonly key: string | null
}

/**
 * Asks the profile's endpoint, again where it refuses for now; `pause` is how to wait. The SDK's environment variables
 * are not heeded.
 */
export function openaiStream(access: Access, pause?: Pause): StreamCompletion {
  return (request, signal) => withRetries(() => askOnce(access, request, signal), signal, pause)
}

async function* askOnce(
  access: Access,
  request: CompletionRequest,
  signal: AbortSignal,
): AsyncGenerator<Delta> {
  if (signal.aborted) return
  const { profile, key } = access
  const asked = askedOf(access, completionsUrl(profile))
  const wire = wireOf(profile)
  const { pathname } = new URL(asked.url)
  try {
    const client = await clientOf(profile, key, wire)
    const { body } = await client
      .post(pathname, { body: bodyOfRequest(profile, request), signal })
      .asResponse()
    if (body) yield* readReply(body, asked, signal)
  } catch (error) {
    if (signal.aborted) return
    const failure = failureOf(error, wire, asked)
    yield { kind: 'failed', failure: failure.code === 'modelNotFound' ? await withNames(failure) : failure }
  }

  /** Names like the one that is not there, where the server lists any in good time. */
  async function withNames(failure: Failure): Promise<Failure> {
    const listed = await listModels(access, AbortSignal.any([signal, AbortSignal.timeout(patience)]))
    const [first, ...others] = 'models' in listed ? nearest(profile.model, listed.models) : []
    if (first === undefined) return failure
    return {
      ...failure,
      message: `${failure.message} Similar names there: ${[first, ...others].join(', ')}.`,
    }
  }
}

/** How long, in milliseconds, a list of models is waited for when nobody asked for it. */
const patience = 3000

/** The names of the models that the endpoint lists, in its order, or why there are none. */
export async function listModels(
  { profile, key }: Access,
  signal: AbortSignal,
): Promise<{ readonly models: readonly string[] } | { readonly failure: Failure }> {
  const asked = askedOf({ profile, key }, modelsUrl(profile))
  const wire = wireOf(profile)
  try {
    const client = await clientOf(profile, key, wire)
    const response = await client.get(new URL(asked.url).pathname, { signal }).asResponse()
    const text = await response.text()
    const answer = parseJson(text)
    const list = Array.isArray(answer) ? answer : recordOf(answer)['data']
    if (!Array.isArray(list)) return { failure: failureOfStranger(text, asked) }
    return {
      models: listOf(list)
        .map((model) => textOf(recordOf(model)['id']))
        .filter((name) => name !== ''),
    }
  } catch (error) {
    return { failure: failureOf(error, wire, asked) }
  }
}

function askedOf({ profile, key }: Access, url: string): Asked {
  return {
    url,
    model: profile.model,
    secrets: [...(key === null ? [] : [key]), ...Object.values(profile.headers)],
    timeouts: profile.timeouts,
  }
}

export function wireOf({ timeouts, headers }: Profile): Wire {
  return createWire(timeouts, { 'user-agent': 'ThinkTree', ...headers })
}

/** The SDK is loaded with the first question: it takes longer than all the rest of the extension's start. */
export async function clientOf(profile: Profile, key: string | null, { fetch }: Wire): Promise<OpenAI> {
  const { OpenAI } = await import('openai')
  const { origin, searchParams } = new URL(profile.baseUrl)
  return new OpenAI({
    baseURL: origin,
    defaultQuery: Object.fromEntries(searchParams),
    // The SDK wants a key; without one of ours, the header is struck out.
    apiKey: key || 'none',
    defaultHeaders: key ? {} : { authorization: null },
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    // The limits are the wire's.
    timeout: longest,
    fetch,
  })
}

function failureOf(error: unknown, wire: Wire, asked: Asked): Failure {
  const refusal = wire.refusal()
  return refusal ? failureOfRefusal(refusal, asked) : failureOfFault(wire.fault() ?? error, asked)
}
