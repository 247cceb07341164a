import type { Delta } from '../../base/delta.ts'
import type { Failure } from '../../base/failure.ts'
import type { Access } from '../openai.ts'
import type { Pause } from '../retry.ts'
import { continueStream } from './continue.ts'
import { tagsOf, type CutText, type Place } from './cut.ts'
import { ways, type WayName } from './ways.ts'

/** How an endpoint goes on; `null` where it does not. */
export type Ways = Readonly<Record<Place, WayName | null>>

/** What is set is not tried. */
export function waysSet({ continuation, continues }: Access['profile']): Ways | undefined {
  if (continuation === 'off' || continues.length === 0) return { reasoning: null, answer: null }
  if (continuation === 'auto') return undefined
  const at = (place: Place) => (ways[continuation].at.includes(place) ? continuation : null)
  return { reasoning: at('reasoning'), answer: at('answer') }
}

type Found = { readonly ways: Ways } | { readonly failure: Failure }

/** Lets the endpoint go on from a tiny text in each way that may work, until one does; tries and waits are told as deltas. */
export async function* findWays(
  access: Access,
  signal: AbortSignal,
  pause?: Pause,
): AsyncGenerator<Delta, Found> {
  const found: Record<Place, WayName | null> = { reasoning: null, answer: null }
  for (const place of ['reasoning', 'answer'] as const) {
    // What worked in the thought comes first: it needs but one more try.
    const names = [...new Set([found.reasoning ?? [], access.profile.continues].flat())]
    for (const way of names.filter((name) => ways[name].at.includes(place))) {
      const tried = yield* tryWay(access, way, place, signal, pause)
      if (typeof tried === 'object') return tried
      if (tried) found[place] = way
      if (tried || signal.aborted) break
    }
  }
  return { ways: found }
}

/**
 * The text is cut inside a code word that stands only in its thought: a server that goes on from exactly there writes
 * the rest of the word first. One that forgot the thought, or began anew, does not.
 */
async function* tryWay(
  access: Access,
  way: WayName,
  place: Place,
  signal: AbortSignal,
  pause: Pause | undefined,
): AsyncGenerator<Delta, boolean | { readonly failure: Failure }> {
  const number = String(1000 + Math.floor(Math.random() * 9000))
  const profile = { ...access.profile, maxTokens: enough[place] }
  const over = new AbortController()
  yield { kind: 'trying', known: false }
  let field = ''
  let content = ''
  const stream = continueStream(
    { ...access, profile },
    { messages, cut: cutAt(place, number), way },
    AbortSignal.any([signal, over.signal]),
    undefined,
    pause,
  )
  for await (const delta of stream) {
    if (delta.kind === 'waiting') yield delta
    if (delta.kind === 'failed') return unable.has(delta.failure.code) ? false : { failure: delta.failure }
    if (delta.kind === 'text' && delta.channel === 'reasoning') field += delta.text
    if (delta.kind === 'text' && delta.channel === 'content') content += delta.text
    if (field.length + content.length > most) {
      over.abort()
      break
    }
  }
  const { open, close } = tagsOf(profile)
  const begins = (text: string) => text.trimStart().startsWith(number)
  if (place === 'answer') {
    // Servers may file an answer as thought; both at once are another thought and another answer.
    const both = field.trim() !== '' && content.trim() !== ''
    return !both && !content.includes(open) && begins(field + content)
  }
  // Inside of the answer nobody closes a thought.
  return field.trim() === '' ? begins(content) && content.includes(close) : begins(field)
}

/** Tokens. */
const enough: Readonly<Record<Place, number>> = { reasoning: 400, answer: 40 }

/** UTF-16 units: a server that does not heed how many tokens are enough is not listened to for ever. */
const most = 8000

const messages = [
  { role: 'user', content: 'Which code word were you given? Say it, and nothing else.' },
] as const

function cutAt(place: Place, number: string): CutText {
  const thought = `The code word is KESTREL-${number}. I am to say it, and nothing else.`
  return place === 'answer'
    ? { reasoning: thought, answer: 'As you asked: KESTREL-', at: 'answer' }
    : { reasoning: `${thought} So the code word is KESTREL-`, answer: '', at: 'reasoning' }
}

/** What a server says of a request that it does not know how to take. */
const unable: ReadonlySet<string> = new Set([
  'badRequest',
  'notFound',
  'serverError',
  'html',
  'malformed',
  'empty',
  'noPrompt',
  'streamError',
])
