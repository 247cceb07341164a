import type { FailureAction } from '../../src/base/failure.ts'
import { clock } from '../format.ts'
import type { TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { useNow } from './now.ts'
import { usePage } from './page.ts'

/** Why a turn did not end well, the one thing to do about it, and the way to ask again when that is done. */
export function Notice({ page }: { readonly page: TurnPage }) {
  const { send } = usePage()
  const { head, value } = page
  const { state } = value
  const act = (action: FailureAction, look = 'button') => (
    <button type="button" class={look} onClick={() => send({ type: 'act', turn: head.id, action })}>
      {words.actions[action]}
    </button>
  )
  if (state.kind === 'incomplete') {
    return (
      <div class="notice notice-warning" role="status">
        <Icon name="warning" />
        <span class="notice-text">{words.incomplete[state.why]}</span>
        {!head.sample && act('askAgain')}
      </div>
    )
  }
  if (state.kind === 'waiting') {
    return (
      <div class="notice notice-warning">
        <Icon name="watch" />
        <span class="notice-text" role="status">
          {state.failure.message}
        </span>
        <Countdown page={page} until={state.until} />
      </div>
    )
  }
  if (state.kind !== 'failed') return null
  const { message, action } = state.failure
  return (
    <div class="notice notice-error">
      <div class="notice-alert" role="alert">
        <Icon name="error" />
        <span class="notice-text">{message}</span>
        {act(action)}
      </div>
      {action !== 'askAgain' && !head.sample && act('askAgain', 'button button-quiet')}
    </div>
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
