import { defaultSplit } from '../../../src/core/tags.ts'
import { createTurn, type Turn } from '../../../src/core/growingTurn.ts'
import type { PanelId, ToWebview, TurnHead, TurnId } from '../../../src/protocol/webview.ts'
import type { LongTrace } from '../longTrace.ts'

/** Of a model that writes 500 tokens a second, in the 50 ms between two messages. */
const unitsAMessage = 100
const flushEvery = 50

const head: TurnHead = {
  id: 'bench' as TurnId,
  follows: null,
  question: 'Where do the cents go?',
  model: 'sample-r1',
  endpoint: 'localhost',
  subject: 'src/pricing.ts:33–36',
  promptTokens: 1214,
  promptBudget: 6000,
  leftOut: [],
  known: { paths: ['src/pricing.ts', 'src/cart.ts'], names: ['applyCoupon', 'subtotal'] },
  sample: false,
  askedAt: 1_760_000_000_000,
}

/** A turn that is written at the pace of a fast model, and what the page is told of it. */
export interface Writing {
  readonly turn: Turn
  /** Everything so far. */
  shown(): ToWebview
  /** The changes of so many seconds. */
  write(seconds: number): readonly ToWebview[]
  /** Up to here, untold. */
  skip(to: { readonly reasoning: number; readonly answer: number }): void
  end(): ToWebview
}

export function startWriting({ reasoning, answer }: Pick<LongTrace, 'reasoning' | 'answer'>): Writing {
  const turn = createTurn(defaultSplit)
  let thought = 0
  let said = 0
  let at = 900
  turn.push({ kind: 'accepted' }, at)
  return { turn, shown, write, skip, end }

  function shown(): ToWebview {
    const turns = [{ head, value: turn.value() }]
    return { type: 'shown', panel: 'panel' as PanelId, saved: null, turns, selected: null, current: null }
  }

  function write(seconds: number): readonly ToWebview[] {
    return Array.from({ length: (seconds * 1000) / flushEvery }, () => {
      more()
      return grew()
    })
  }

  function skip(to: { readonly reasoning: number; readonly answer: number }) {
    while (thought < Math.min(to.reasoning, reasoning.length) || said < Math.min(to.answer, answer.length))
      more()
    turn.take()
  }

  function end(): ToWebview {
    turn.end('closed', at)
    return grew()
  }

  function grew(): ToWebview {
    return { type: 'turnGrew', turn: head.id, change: turn.take() }
  }

  function more() {
    at += flushEvery
    if (thought < reasoning.length) {
      turn.push(
        { kind: 'text', channel: 'reasoning', text: reasoning.slice(thought, thought + unitsAMessage) },
        at,
      )
      thought += unitsAMessage
    } else {
      turn.push({ kind: 'text', channel: 'content', text: answer.slice(said, said + unitsAMessage) }, at)
      said += unitsAMessage
    }
  }
}
