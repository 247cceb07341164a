import { createTurn } from '../../../src/core/growingTurn.ts'
import type { TurnValue } from '../../../src/core/turn.ts'
import { nothingKnown } from '../../../src/core/references.ts'
import { defaultSplit } from '../../../src/core/tags.ts'
import type { PanelId, ToWebview, TurnHead, TurnId, TurnView } from '../../../src/protocol/webview.ts'
import { gesture, type Gesture } from '../../../webview/gestures.ts'
import { receive } from '../../../webview/receiving.ts'
import { unpack } from '../../../webview/saved.ts'
import { restore, type State } from '../../../webview/state.ts'
import { stepsOf } from './steps.ts'

/** Of every turn here. */
const steps = stepsOf(`
  frame A
    read a1
      read a1x
      recall a1y
  derive B
    derive b1
`)

const panel = 'p' as PanelId

/** A fresh page that was told this. */
export function told(...messages: readonly ToWebview[]): State {
  return messages.reduce((state, message) => receive(state, message, 0), restore(unpack(undefined)))
}

/** A page on which this was done, at time 0 of its clock. */
export function done(state: State, ...gestures: readonly Gesture[]): State {
  return gestures.reduce((before, one) => gesture(before, one, 0), state)
}

export function shown(...turns: readonly TurnView[]): Extract<ToWebview, { readonly type: 'shown' }> {
  return { type: 'shown', panel, saved: null, turns, selected: null, current: null }
}

export function turn(name: string, head: Partial<TurnHead> = {}): TurnView {
  const value: TurnValue = {
    ...createTurn(defaultSplit).value(),
    steps,
    reasoning: '0123456789'.repeat(4),
  }
  return {
    head: {
      id: turnId(name),
      follows: null,
      question: `${name}?`,
      model: 'm',
      endpoint: 'e',
      subject: '',
      promptTokens: 0,
      promptBudget: 0,
      leftOut: [],
      known: nothingKnown,
      sample: false,
      askedAt: 0,
      ...head,
    },
    value,
  }
}

export function turnId(name: string): TurnId {
  return name as TurnId
}
