import { logprobOf, sampleShape, sglangExperts } from '../../../scripts/endpoint/inside.ts'
import { tokensOf } from '../../../scripts/endpoint/wireForms.ts'
import { defaultSplit } from '../../../src/core/tags.ts'
import { createTurn } from '../../../src/core/growingTurn.ts'
import type { StepId } from '../../../src/core/step.ts'
import { insideOf } from '../../../src/inside/inside.ts'
import { layInside, tellInside, tellStep } from '../../../src/inside/tell.ts'
import { fromBase64 } from '../../../src/endpoint/base64.ts'
import { tokensOf as tokensTold } from '../../../src/endpoint/inside.ts'
import type { ToWebview, TurnId } from '../../../src/protocol/webview.ts'
import type { Script } from './fakeHost.ts'

/** What the host would tell of the inside of a script: as the sample endpoint makes it up. */
export function insideOfScript({ text, head }: Script) {
  const turn = createTurn(defaultSplit)
  turn.push({ kind: 'text', channel: 'content', text }, 1)
  turn.end('closed', 2)
  const value = turn.value()
  const texts = tokensOf(text)
  const told = tokensTold({ logprobs: { content: texts.map((token) => logprobOf(token, 4)) } })
  const tokens = told.flatMap((delta) => (delta.kind === 'tokens' ? delta.tokens : []))
  const usage = { prompt: 20, completion: texts.length }
  const experts = { form: 'bare', ...fromBase64(sglangExperts(20, texts)) } as const
  const run = insideOf(
    { from: { reasoning: 0, answer: 0 }, tokens, usage, experts },
    { name: 'sample', ...sampleShape },
  )
  const laid = layInside([run], value)
  const id = head.id as TurnId
  return {
    value,
    whole: { type: 'insideTold', turn: id, inside: tellInside(laid) } satisfies ToWebview,
    step(step: StepId) {
      const inside = tellStep(laid, step)
      if (!inside) throw new Error(`There is no step ${step}.`)
      return { type: 'stepInsideTold', turn: id, inside } satisfies ToWebview
    },
  }
}
