import type { ModelCard } from '../base/modelCard.ts'
import type { Prices } from '../base/prices.ts'
import type { WayName } from './continuing/ways.ts'
import { servers, type ServerName } from './servers.ts'
import type { ThinkingWish } from './thinking.ts'

/** Everything that is known of an endpoint but its key. Values are already checked; `baseUrl` is already normalised. */
export interface Profile extends ThinkingWish {
  readonly name: string
  readonly baseUrl: string
  readonly model: string
  /** Sent with every request; their values are treated as secrets. */
  readonly headers: Readonly<Record<string, string>>
  /** Names of headers whose values are kept as the key is, apart from the profile. */
  readonly secretHeaders: readonly string[]
  /** `none` sends no key, even where one is kept for the origin. */
  readonly authorization: 'key' | 'none'
  /** Further fields of the request's body; they win over all others. */
  readonly extraBody: Readonly<Record<string, unknown>>
  readonly split: Splitting
  /** `null` sends none. */
  readonly temperature: number | null
  readonly topP: number | null
  readonly maxTokens: number | null
  /** Fields that its kind of server is sent with every question. */
  readonly asks: Readonly<Record<string, unknown>>
  /** Asks for token counts with `stream_options`; a few servers refuse the field. */
  readonly includeUsage: boolean
  /** Asks for several answers to one question in one request (`n`). */
  readonly several: boolean
  /** Tokens that question, thinking and answer may have together; `null` where it is not known. */
  readonly contextLength: number | null
  /** `null` where nobody wrote them down. */
  readonly prices: Prices | null
  /** What is known of its model; `null` where nobody said it. */
  readonly card: ModelCard | null
  /**
   * How many alternatives each token is asked for, with the probabilities of them and of itself; `null` asks for none.
   * A reply becomes several times as long.
   */
  readonly logprobs: number | null
  /** Asks which experts worked. */
  readonly experts: boolean
  /** How its kind of server is asked that. */
  readonly expertFields?: Readonly<Record<string, unknown>>
  /** What a day may cost before that is said, in the currency of the prices. */
  readonly dailyBudget: number | null
  readonly timeouts: Timeouts
  readonly history: HistoryPolicy
  /** How the server is let go on with an answer that was cut: `auto` finds out which of `continues` works. */
  readonly continuation: 'auto' | 'off' | WayName
  readonly continues: readonly WayName[]
  readonly thoughtField: ThoughtField
}

/** How reasoning is told from answer inside the content; core's `SplitOptions` have this shape. */
interface Splitting {
  readonly start: 'explicit' | 'implicit' | 'auto'
  readonly blocks: 'first' | 'line-start' | 'anywhere'
  readonly tags: readonly { readonly open: string; readonly close: string }[]
}

/** Milliseconds; 0 is no limit. */
export interface Timeouts {
  /** Until the connection stands, TLS included. */
  readonly connect: number
  /** From then to the first byte of the answer: loading, queueing and reading the prompt happen here. */
  readonly firstByte: number
  /** Between two pieces of the answer. */
  readonly idle: number
}

/** What a follow-up question sends of earlier turns: questions and answers, their thinking too, or nothing. */
export type HistoryPolicy = 'content' | 'thinking' | 'none'

/** Where an earlier message holds its thought: in a field, or among the parts of its content; nowhere if empty. */
export type ThoughtField = 'reasoning' | 'reasoning_content' | 'content' | ''

/** Temperature and top-p are what the authors of DeepSeek-R1 advise (its model card: 0.5 to 0.7, 0.6; 0.95). */
const defaults = {
  headers: {},
  secretHeaders: [],
  authorization: 'key',
  extraBody: {},
  split: { start: 'auto', blocks: 'line-start', tags: [{ open: '<think>', close: '</think>' }] },
  temperature: 0.6,
  topP: 0.95,
  maxTokens: null,
  contextLength: null,
  prices: null,
  card: null,
  logprobs: null,
  experts: false,
  dailyBudget: null,
  thinking: 'auto',
  thinkingBudget: null,
  timeouts: { connect: 15_000, firstByte: 600_000, idle: 300_000 },
  history: 'content',
  continuation: 'auto',
} as const satisfies Omit<
  Profile,
  | 'name'
  | 'baseUrl'
  | 'model'
  | 'thinkingFields'
  | 'includeUsage'
  | 'several'
  | 'asks'
  | 'continues'
  | 'thoughtField'
>

/** A profile with what is given, and for the rest the defaults of its kind of server. */
export function createProfile(
  given: Pick<Profile, 'name' | 'baseUrl' | 'model'> & Partial<Profile>,
  server: ServerName = 'other',
): Profile {
  const { thinking: thinkingFields, efforts, includeUsage, several = false, asks = {} } = servers[server]
  const { continues, thoughtField = '', experts } = servers[server]
  return {
    ...defaults,
    thinkingFields,
    efforts,
    includeUsage,
    several,
    asks,
    continues,
    thoughtField,
    ...(experts && { expertFields: experts }),
    ...given,
  }
}

/** Scheme, host and port: what a key is bound to. */
export function originOf(profile: Pick<Profile, 'baseUrl'>): string {
  return new URL(profile.baseUrl).origin
}

/** Where the question goes, as shown to people; without the query, which may hold a secret. */
export function completionsUrl(profile: Pick<Profile, 'baseUrl'>): string {
  return urlOf(profile, 'chat/completions')
}

/** Where the list of models is asked for; without the query. */
export function modelsUrl(profile: Pick<Profile, 'baseUrl'>): string {
  return urlOf(profile, 'models')
}

/** One of the addresses below the base URL; without the query. */
export function urlOf({ baseUrl }: Pick<Profile, 'baseUrl'>, path: string): string {
  const { origin, pathname } = new URL(baseUrl)
  return `${origin}${pathname.replace(/\/$/, '')}/${path}`
}

/** Where servers have addresses of their own beside those of OpenAI's protocol; without a slash at the end. */
export function rootOf({ baseUrl }: Pick<Profile, 'baseUrl'>): string {
  const { origin, pathname } = new URL(baseUrl)
  return `${origin}${pathname.replace(/(\/v\d+)?\/?$/, '')}`
}
