import type { OpenAI } from 'openai'
import type { Failure } from '../base/failure.ts'
import { listOf, parseJson, recordOf, textOf } from '../base/json.ts'
import { failureOfFault, type Asked } from './failure.ts'
import { completionsUrl, modelsUrl, type Profile } from './profile.ts'
import { failureOfRefusal, failureOfStranger } from './refusal.ts'
import { readReply } from './reply.ts'
import { bodyOfRequest } from './request.ts'
import { createWire, type Wire } from './wire.ts'
import { longest } from './watch.ts'
import type { StreamCompletion } from './stream.ts'

interface Access {
  readonly profile: Profile
  /** `null` sends no authorization at all. */
  readonly key: string | null
}

/** Asks the profile's endpoint. The SDK's environment variables are not heeded. */
export function openaiStream({ profile, key }: Access): StreamCompletion {
  const asked = askedOf({ profile, key }, completionsUrl(profile))
  return async function* (request, signal) {
    if (signal.aborted) return
    const wire = wireOf(profile)
    const { pathname } = new URL(asked.url)
    try {
      const client = await clientOf(profile, key, wire)
      const { body } = await client
        .post(pathname, { body: bodyOfRequest(profile, request), signal })
        .asResponse()
      if (body) yield* readReply(body, asked, signal)
    } catch (error) {
      if (!signal.aborted) yield { kind: 'failed', failure: failureOf(error, wire, asked) }
    }
  }
}

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

function wireOf({ timeouts, headers }: Profile): Wire {
  return createWire(timeouts, { 'user-agent': 'ThinkTree', ...headers })
}

/** The SDK is loaded with the first question: it takes longer than all the rest of the extension's start. */
async function clientOf(profile: Profile, key: string | null, { fetch }: Wire): Promise<OpenAI> {
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
