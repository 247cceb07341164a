import type { FailureAction } from '../../src/base/failure.ts'
import { unreachable } from '../../src/base/unreachable.ts'
import { isFruitless } from '../../src/core/fruitless.ts'
import { cutOf } from '../../src/core/goingOn.ts'
import { loopAtEnd, type Loop } from '../../src/core/loops.ts'
import type { RunState } from '../../src/core/turn.ts'
import { clock } from '../format.ts'
import type { TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { AnswerNow } from './AnswerNow.tsx'
import { Icon } from './Icon.tsx'
import { useNow } from './now.ts'
import { usePage } from './page.ts'

type Why = Extract<RunState, { kind: 'incomplete' }>['why']

/**
 * Why a turn did not end well, and the one thing to do about it: first of all to go on, where it was cut and its
 * endpoint may. What has to be done elsewhere can be followed by going on or by asking again.
 */
export function Notice({ page }: { readonly page: TurnPage }) {
  const { head, value } = page
  const { state } = value
  const [first, ...others] = actionsOf(page).map((action, index) => (
    <Action key={action} page={page} action={action} quiet={index > 0} />
  ))
  switch (state.kind) {
    case 'incomplete':
      return (
        <div class="notice notice-warning">
          <div class="notice-alert" role="status">
            <Icon name="warning" />
            <span class="notice-text">{whyIncomplete(page, state.why)}</span>
            {first}
          </div>
          <Repeated loop={loopOf(page)} />
          {others}
        </div>
      )
    case 'stopped':
      return head.sample ? null : (
        <div class="notice">
          <div class="notice-alert" role="status">
            <Icon name="stop-circle" />
            <span class="notice-text">{isFruitless(value) ? words.stoppedBefore : words.stoppedHere}</span>
            {first}
          </div>
          {others}
        </div>
      )
    case 'waiting':
      return (
        <div class="notice notice-warning">
          <Icon name="watch" />
          <span class="notice-text" role="status">
            {state.failure.message}
          </span>
          <Countdown page={page} until={state.until} />
        </div>
      )
    case 'failed':
      return (
        <div class="notice notice-error">
          <div class="notice-alert" role="alert">
            <Icon name="error" />
            <span class="notice-text">{state.failure.message}</span>
            {first}
          </div>
          {others}
        </div>
      )
    case 'thinking':
      return (
        <>
          <Repeating page={page} />
          {!head.sample && <Silence page={page} />}
        </>
      )
    case 'answering':
      return head.sample ? null : <Silence page={page} />
    case 'connecting':
      return state.trying ? (
        <div class="notice">
          <Icon name="beaker" />
          <span class="notice-text" role="status">
            {words.trying}
          </span>
        </div>
      ) : null
    case 'done':
      return null
    default:
      return unreachable(state)
  }
}

function whyIncomplete({ head, value }: TurnPage, why: Why): string {
  const nothing = why === 'noAnswer' && value.reasoning === '' && !value.hidden
  if (!nothing) return words.incomplete[why]
  return head.question === '' ? words.nothingHere : words.nothingCame
}

/** Longer than a server takes for a word, in milliseconds. */
const silence = 20_000

/** That nothing more has come: a server may keep its connection open for ever, and say nothing. */
function Silence({ page: { heardAt } }: { readonly page: TurnPage }) {
  const silent = useNow(true) - heardAt
  if (silent < silence) return null
  return (
    <div class="notice notice-warning">
      <Icon name="watch" />
      <span class="notice-text" role="status">
        {words.silent}
      </span>
      <span class="figures">{words.silentFor(clock(silent))}</span>
    </div>
  )
}

/** That a thought goes round in a circle, out of which a small model seldom comes by itself. */
function Repeating({ page }: { readonly page: TurnPage }) {
  const loop = loopOf(page)
  if (!loop) return null
  return (
    <div class="notice notice-warning">
      <div class="notice-alert" role="status">
        <Icon name="sync" />
        <span class="notice-text">{words.repeating}</span>
        <AnswerNow page={page} />
      </div>
      <Repeated loop={loop} />
    </div>
  )
}

/** Beside what is read aloud, since it grows. */
function Repeated({ loop }: { readonly loop: Loop | undefined }) {
  return loop ? <span class="figures">{words.repeated(loop.times)}</span> : null
}

function loopOf({ value: { answer, steps, reasoning } }: TurnPage): Loop | undefined {
  return answer === '' ? loopAtEnd(steps, reasoning) : undefined
}

/** What helps first, then what may be done instead or after it. */
function actionsOf({ head, value }: TurnPage): readonly FailureAction[] {
  const { state } = value
  const failure = state.kind === 'failed' ? state.failure : undefined
  const cut = cutOf(value)
  const again: readonly FailureAction[] = [
    ...(cut && head.goesOn?.[cut.at] && failure?.code !== 'cannotContinue' ? (['goOn'] as const) : []),
    ...(failure?.code === 'cannotContinue' ? (['carry'] as const) : []),
    ...(head.sample || head.question === '' ? [] : (['askAgain'] as const)),
  ]
  return failure && failure.action !== 'askAgain' ? [failure.action, ...again] : again
}

const hints: Partial<Record<FailureAction, string>> = {
  goOn: words.goOnHint,
  carry: words.carryHint,
  askAgain: words.askAgainHint,
}

interface ActionProps {
  readonly page: TurnPage
  readonly action: FailureAction
  /** It is not the first. */
  readonly quiet: boolean
}

function Action({ page: { head, value }, action, quiet }: ActionProps) {
  const { send } = usePage()
  const resumes = action === 'goOn' && value.state.kind === 'stopped'
  return (
    <button
      type="button"
      class={quiet ? 'button button-quiet' : 'button'}
      title={action === 'askAgain' && isFruitless(value) ? undefined : hints[action]}
      onClick={() => send({ type: 'act', turn: head.id, action })}
    >
      {resumes ? words.resume : words.actions[action]}
    </button>
  )
}

interface CountdownProps {
  readonly page: TurnPage
  /** Milliseconds since the question was sent. */
  readonly until: number
}

/** Beside what is read aloud, which must not change every second. */
function Countdown({ page: { value, heardAt }, until }: CountdownProps) {
  const now = useNow(true)
  const left = until - value.times.latest - Math.max(0, now - heardAt)
  return <span class="figures">{left > 0 ? words.tryingAgain(clock(left + 999)) : words.tryingNow}</span>
}
