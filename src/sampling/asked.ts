import { keepTurn } from '../core/kept.ts'
import type { Delta } from '../base/delta.ts'
import type { TurnValue } from '../core/turn.ts'
import { contextHash } from '../traces/contextHash.ts'
import type { Head } from '../traces/head.ts'
import type { NewTurn } from '../traces/turns.ts'
import type { Profile } from '../endpoint/profile.ts'
import type { Known } from '../core/references.ts'
import type { CodeContext } from '../endpoint/context.ts'

/** Code that was asked about, and what a trace about it can speak of. */
export interface Code {
  readonly context: CodeContext
  readonly known: Known
}

/** What a question was asked with. */
export interface Asked {
  readonly id: string
  readonly question: string
  readonly profile: Profile
  readonly code: Code | undefined
  readonly at: Date
  readonly prompt: {
    readonly promptTokens: number
    readonly budget: number
    readonly leftOut: readonly string[]
  }
}

/** Listens to a stream for what a turn does not keep: the content as it came, and whether a field brought the thought. */
export function createRecorder() {
  const content: string[] = []
  let field = false
  return {
    hear: (delta: Delta) => {
      if (delta.kind !== 'text') return
      if (delta.channel === 'content') content.push(delta.text)
      else if (delta.text !== '') field = true
    },
    came: () => (field ? ({ wire: 'field' } as const) : ({ content: content.join('') } as const)),
  }
}

/** A question and its answer, as far as it has come, as a `.think` document has them. */
export function turnToWrite(
  asked: Asked,
  value: TurnValue,
  came: ReturnType<ReturnType<typeof createRecorder>['came']>,
): NewTurn {
  const { id, question, profile, code, at, prompt } = asked
  const head: Partial<Head> = {
    id,
    question,
    model: profile.model,
    endpoint: profile.name,
    asked: at.toISOString(),
    ...('wire' in came && { wire: came.wire }),
    context: code ? [contextOf(code)] : [],
    names: code?.known.names ?? [],
    sampling: samplingOf(profile),
    prompt: { tokens: prompt.promptTokens, budget: prompt.budget, leftOut: prompt.leftOut },
    ...(profile.prices && { prices: profile.prices }),
  }
  return { head, value: keepTurn(value), ...('content' in came && { content: came.content }) }
}

function contextOf({ context: { path, text, selection } }: Code): Head['context'][number] {
  const lines = selection && ([selection.first, selection.last] as const)
  return { path, ...(lines && { lines }), hash: contextHash(text, lines) }
}

function samplingOf({ temperature, topP, maxTokens }: Profile): Head['sampling'] {
  const named = { temperature, top_p: topP, max_tokens: maxTokens }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => typeof value === 'number'))
}
