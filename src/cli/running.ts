import type { Delta } from '../base/delta.ts'
import { asSentence } from '../base/say.ts'
import { unreachable } from '../base/unreachable.ts'
import { applyTurn } from '../core/change.ts'
import { cutOf } from '../core/goingOn.ts'
import type { Known } from '../core/references.ts'
import type { Turn } from '../core/growingTurn.ts'
import { newTurn, type RunState, type TurnValue } from '../core/turn.ts'
import type { Io } from './io.ts'
import type { Live } from './live.ts'
import { stepsJson } from './stepJson.ts'

/** In the terminal a thought grows at most once in so many milliseconds. */
const pace = 50

/** Feeds deltas to the turn until they end, and shows how it grows. */
export async function follow(
  turn: Turn,
  deltas: AsyncIterable<Delta>,
  live: Live | undefined,
  { note, signal }: Io,
) {
  const asked = performance.now() - turn.value().times.latest
  const now = () => performance.now() - asked
  let value = newTurn()
  let shown = 0
  let later: ReturnType<typeof setTimeout> | undefined
  let showing = Promise.resolve()
  try {
    for await (const delta of deltas) {
      if (delta.kind === 'waiting')
        note(`${asSentence(delta.failure.message)} Asking again in ${(delta.delay / 1000).toFixed(1)} s.`)
      turn.push(delta, now())
      if (!live) continue
      if (value.state.kind === 'answering' || now() - shown >= pace) await show(live)
      // Nothing may follow for a long time.
      else later ??= setTimeout(() => void show(live).catch(() => undefined), pace)
    }
  } finally {
    clearTimeout(later)
  }
  await showing
  turn.end(signal.aborted ? 'stopped' : 'closed', now())
  if (live) await live.grow(applyTurn(value, turn.take()), {})

  /** One after another; what fails is told to whoever waits next. */
  function show({ grow }: Live): Promise<void> {
    clearTimeout(later)
    later = undefined
    shown = now()
    showing = showing.then(() => {
      const change = turn.take()
      value = applyTurn(value, change)
      return grow(value, change)
    })
    return showing
  }
}

/** A turn as one object of JSON. */
export function resultOf(value: TurnValue, known: Known) {
  const { reasoning, answer, usage, state } = value
  return {
    reasoning,
    answer,
    steps: stepsJson(value, known),
    usage,
    state: state.kind,
    ...(state.kind === 'incomplete' && { why: state.why }),
    ...(state.kind === 'failed' && { failure: { code: state.failure.code, message: state.failure.message } }),
  }
}

export const exitCodes = {
  done: 0,
  stopped: 130,
  failed: 1,
  incomplete: 1,
  connecting: 1,
  waiting: 1,
  thinking: 1,
  answering: 1,
} as const satisfies Record<RunState['kind'], number>

/** What can be done about a turn that did not end well, in a sentence; `kept` is the file it was written to. */
export function nextStep(value: TurnValue, kept: string | undefined): string | undefined {
  const { state } = value
  if (cutOf(value)) {
    if (kept === undefined)
      return 'With -o FILE what came is kept, and thinktree continue FILE can go on from there.'
    return `To go on from there, with the same endpoint: thinktree continue ${quoted(kept)} -o ${quoted(kept)}`
  }
  if (state.kind !== 'failed') return undefined
  const { code, action } = state.failure
  if (code === 'certificate')
    return 'NODE_USE_SYSTEM_CA=1 trusts what this system does, NODE_EXTRA_CA_CERTS=FILE another authority.'
  if (code.startsWith('proxy'))
    return 'Proxies are taken from HTTP_PROXY, HTTPS_PROXY and NO_PROXY; a login stands in their address.'
  if (action === 'setKey')
    return 'A key is taken from THINKTREE_API_KEY, or from the variable that --key-env names.'
  if (action === 'chooseContext') return 'Shorten the question, or let a smaller --budget send less code.'
  if (action === 'chooseModel') return 'Another model is named with --model.'
  return undefined
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}

/** Why it is not whole, in a sentence. */
export function problemOf(state: RunState): string | undefined {
  if (state.kind === 'failed') return state.failure.message
  if (state.kind !== 'incomplete') return undefined
  switch (state.why) {
    case 'length':
      return 'The answer is incomplete: the model reached its limit of tokens.'
    case 'cut':
      return 'The answer is incomplete: the connection ended before the model did.'
    case 'interrupted':
      return 'The answer is incomplete: the run was interrupted.'
    case 'noAnswer':
      return 'The model gave no answer.'
    case 'refused':
      return 'The answer is incomplete: the model or its server refused.'
    default:
      return unreachable(state.why)
  }
}
