import { listOf, recordOf } from '../base/json.ts'
import type { Usage } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import { inquire, listModels, openaiStream, type Access } from './openai.ts'
import { completionsUrl, createProfile, type Profile } from './profile.ts'
import { bodyOfRequest, withoutStreamOptions } from './request.ts'
import { serverNames, servers, type ServerName } from './servers.ts'

/** What a tiny question showed of a server. */
export interface Findings {
  /** How the thinking came; `none` where none was seen. */
  readonly thinking: 'field' | 'inline' | 'implicit' | 'hidden' | 'none'
  readonly usage: Usage
  readonly logprobs: boolean
  /** Seconds from asking to the first text. */
  readonly firstText: number
}

const question = { role: 'user', content: 'How much is 2 + 3? Answer with the number.' } as const
/** Tokens: enough for a short thought to end. */
const enough = 600

/**
 * Asks a tiny question twice: streamed as questions are, and for the probabilities of a few tokens. `waits` is told why it
 * has to be asked again.
 */
export async function probe(
  access: Access,
  signal: AbortSignal,
  waits: (why: Failure) => void = () => {},
): Promise<{ readonly findings: Findings } | { readonly failure: Failure }> {
  const profile = { ...access.profile, maxTokens: enough }
  const asked = performance.now()
  let firstText: number | undefined
  let usage: Usage = {}
  let field = false
  let hidden = false
  let content = ''
  const stream = openaiStream({ ...access, profile })
  for await (const delta of stream({ messages: [question] }, signal)) {
    if (delta.kind === 'failed') return { failure: delta.failure }
    if (delta.kind === 'waiting') waits(delta.failure)
    if (delta.kind === 'text') {
      firstText ??= (performance.now() - asked) / 1000
      if (delta.channel === 'reasoning') field = true
      else content += delta.text
    }
    if (delta.kind === 'hidden') hidden = true
    if (delta.kind === 'usage') usage = { ...usage, ...delta.usage }
  }
  const thinking = field ? 'field' : hidden ? 'hidden' : formOf(content, profile)
  const logprobs = await givesLogprobs(access, signal)
  return { findings: { thinking, usage, logprobs, firstText: firstText ?? 0 } }
}

function formOf(content: string, { split: { tags } }: Profile): 'inline' | 'implicit' | 'none' {
  if (tags.some(({ open }) => content.trimStart().startsWith(open))) return 'inline'
  return tags.some(({ close }) => content.includes(close)) ? 'implicit' : 'none'
}

/** A server that refuses the fields, or leaves them out, gives none. */
async function givesLogprobs(access: Access, signal: AbortSignal): Promise<boolean> {
  const { profile } = access
  const plain = withoutStreamOptions(bodyOfRequest(profile, { messages: [question] }))
  const body = { ...plain, stream: false, max_tokens: 4, logprobs: true, top_logprobs: 2 }
  const told = await inquire(access, { url: completionsUrl(profile), body }, signal)
  if ('failure' in told) return false
  const choice = recordOf(listOf(recordOf(told.value)['choices'])[0])
  return listOf(recordOf(choice['logprobs'])['content']).length > 0
}

/** A server that answered, and with how many models; `undefined` where it wants a key first. */
export interface Found {
  readonly server: ServerName
  readonly baseUrl: string
  readonly models: number | undefined
}

/** How long, in milliseconds, a port of this machine is listened at. */
const soon = 1500

/** Asks each of these addresses for its models, all at once; by default where servers on this machine usually are. */
export async function findServers(
  signal: AbortSignal,
  places: readonly (readonly [ServerName, string])[] = usualPlaces(),
): Promise<readonly Found[]> {
  const found = await Promise.all(
    places.map(async ([server, baseUrl]) => {
      const profile = createProfile({ name: server, baseUrl, model: '' }, server)
      const patience = AbortSignal.any([signal, AbortSignal.timeout(soon)])
      const listed = await listModels({ profile, key: null }, patience)
      if ('models' in listed) return { server, baseUrl, models: listed.models.length }
      return needsKey(listed.failure) ? { server, baseUrl, models: undefined } : undefined
    }),
  )
  return found.filter((each) => each !== undefined)
}

export function needsKey({ code }: Failure): boolean {
  return code === 'unauthorized' || code === 'forbidden'
}

function usualPlaces(): readonly (readonly [ServerName, string])[] {
  return serverNames
    .map((name) => [name, servers[name].baseUrl] as const)
    .filter(([, baseUrl]) => baseUrl.startsWith('http://127.0.0.1:'))
}
