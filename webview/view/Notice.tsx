import type { FailureAction } from '../../src/base/failure.ts'
import type { TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { usePage } from './page.ts'

/** Why a turn did not end well, the one thing to do about it, and the way to ask again when that is done. */
export function Notice({ page: { head, value } }: { readonly page: TurnPage }) {
  const { send } = usePage()
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
