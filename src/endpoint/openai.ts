import type { OpenAI } from 'openai'
import type { Delta } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import { listOf, numberOf, parseJson, recordOf, textOf } from '../base/json.ts'
import { asSentence, inEnglish, type Say } from '../base/say.ts'
import { failureOfFault, notPlain, type Asked } from './failure.ts'
import { nearest } from './nearest.ts'
import { completionsUrl, modelsUrl, type Profile, type Timeouts } from './profile.ts'
import { failureOfEvent, failureOfRefusal, failureOfStranger } from './refusal.ts'
import { createReply, readReply, readWhole, type Reply } from './reply.ts'
import { bodyOfRequest } from './request.ts'
import { withRetries, type Pause } from './retry.ts'
import { speaksTls } from './speaksTls.ts'
import { createWire, type Wire } from './wire.ts'
import { longest } from './watch.ts'
import type { CompletionRequest, StreamCompletion } from './stream.ts'

export interface Access {
  readonly profile: Profile
  /** `null` sends no authorization at all. */
  readonly key: string | null
  /** How failures are worded; in English without it. */
  readonly say?: Say
}

/** A request to one of a server's addresses; without a query. */
export interface Outgoing {
  readonly url: string
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * Asks the profile's endpoint, again where it refuses for now; `pause` is how to wait. The SDK's environment variables
 * are not heeded.
 */
export function openaiStream(access: Access, pause?: Pause): StreamCompletion {
  return (request, signal) => withRetries(() => askOnce(request, signal), signal, pause)

  function askOnce(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<Delta> {
    const { profile } = access
    return askAt(access, { url: completionsUrl(profile), body: bodyOfRequest(profile, request) }, signal)
  }
}

/** Sends one request, once, and reads the stream that answers it; `replyTo` says how. */
export async function* askAt(
  access: Access,
  { url, body: fields }: Outgoing,
  signal: AbortSignal,
  replyTo: (asked: Asked) => Reply = createReply,
): AsyncGenerator<Delta> {
  if (signal.aborted) return
  const { profile, key } = access
  const asked = { ...askedOf(access, url), controlled: fields['reasoning_control'] === true }
  const wire = wireOf(profile)
  try {
    const client = await clientOf(profile, key, wire)
    const { body } = await client.post(new URL(url).pathname, { body: fields, signal }).asResponse()
    if (body) yield* readReply(body, asked, signal, undefined, replyTo(asked))
  } catch (error) {
    if (signal.aborted) return
    const failure = await failureOf(error, wire, asked, signal)
    yield { kind: 'failed', failure: failure.code === 'modelNotFound' ? await withNames(failure) : failure }
  }

  /** Names like the one that is not there, where the server lists any in good time. */
  async function withNames(failure: Failure): Promise<Failure> {
    const listed = await listModels(access, AbortSignal.any([signal, AbortSignal.timeout(patience)]))
    const names = 'models' in listed ? listed.models.map(({ name }) => name) : []
    const [first, ...others] = nearest(profile.model, names)
    if (first === undefined) return failure
    return {
      ...failure,
      message: asked.say(
        '{0} Similar names there: {1}.',
        asSentence(failure.message),
        [first, ...others].join(', '),
      ),
    }
  }
}

/** Sends one request, and reads the JSON that answers it. */
export async function inquire(
  access: Access,
  { url, body }: Outgoing,
  signal: AbortSignal,
): Promise<{ readonly value: unknown } | { readonly failure: Failure }> {
  const { profile, key } = access
  const asked = askedOf(access, url)
  const wire = wireOf(profile)
  try {
    const client = await clientOf(profile, key, wire)
    const response = await client.post(new URL(url).pathname, { body, signal }).asResponse()
    const text = await readWhole(response, asked)
    const value = parseJson(text)
    return value === undefined ? { failure: failureOfStranger(text, asked) } : { value }
  } catch (error) {
    return { failure: await failureOf(error, wire, asked, signal) }
  }
}

/** How long, in milliseconds, a list of models is waited for when nobody asked for it. */
const patience = 3000

/** A model that an endpoint lists. */
export interface Model {
  readonly name: string
  /** Tokens that question, thinking and answer may have together, where the server says so. */
  readonly contextLength?: number
}

/** The models that the endpoint lists, in its order, or why there are none. */
export async function listModels(
  access: Access,
  signal: AbortSignal,
): Promise<{ readonly models: readonly Model[] } | { readonly failure: Failure }> {
  const { profile, key } = access
  const asked = askedOf(access, modelsUrl(profile))
  const wire = wireOf(profile)
  try {
    const client = await clientOf(profile, key, wire)
    const response = await client.get(new URL(asked.url).pathname, { signal }).asResponse()
    const text = await readWhole(response, asked)
    const answer = parseJson(text)
    const { error, data } = recordOf(answer)
    if (error !== undefined && error !== null) return { failure: failureOfEvent(answer, asked) }
    // Ollama, where it has none.
    const list = Array.isArray(answer) ? answer : data === null ? [] : data
    if (!Array.isArray(list)) return { failure: failureOfStranger(text, asked) }
    return {
      models: listOf(list)
        .map(modelOf)
        .filter(({ name }) => name !== ''),
    }
  } catch (error) {
    return { failure: await failureOf(error, wire, asked, signal) }
  }
}

/** vLLM and SGLang, OpenRouter, Mistral, llama.cpp: each has a name of its own for it. */
function modelOf(listed: unknown): Model {
  const model = recordOf(listed)
  const lengths = [
    model['max_model_len'],
    model['context_length'],
    model['max_context_length'],
    recordOf(model['meta'])['n_ctx'],
  ]
  const contextLength = lengths.map(numberOf).find((length) => length !== undefined && length > 0)
  return { name: textOf(model['id']), ...(contextLength !== undefined && { contextLength }) }
}

function askedOf({ profile, key, say = inEnglish }: Access, url: string): Asked {
  return {
    url,
    model: profile.model,
    secrets: [
      ...(key === null ? [] : [key]),
      ...Object.values(profile.headers),
      ...new URL(profile.baseUrl).searchParams.values(),
    ],
    timeouts: timeoutsOf(profile),
    keyless: key === null,
    say,
    experts: profile.experts,
  }
}

function wireOf(profile: Profile): Wire {
  return createWire(timeoutsOf(profile), { 'user-agent': 'ThinkTree', ...profile.headers })
}

/** An answer in one piece has its first byte when all of it is written: it is waited for six times as long. */
function timeoutsOf({ timeouts, experts, expertFields }: Profile): Timeouts {
  const inOnePiece = experts && expertFields?.['stream'] === false
  return inOnePiece ? { ...timeouts, firstByte: 6 * timeouts.firstByte } : timeouts
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

async function failureOf(error: unknown, wire: Wire, asked: Asked, signal: AbortSignal): Promise<Failure> {
  const refusal = wire.refusal()
  if (refusal) return failureOfRefusal(refusal, asked)
  const failure = failureOfFault(wire.fault() ?? error, asked)
  const at = new URL(asked.url)
  const closed = failure.code === 'cut' && at.protocol === 'http:'
  return closed && (await speaksTls(at, signal)) ? notPlain(failure.detail, asked) : failure
}
