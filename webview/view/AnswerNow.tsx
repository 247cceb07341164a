import type { TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { usePage } from './page.ts'

interface Props {
  readonly page: TurnPage
  /** Nothing asks for it just now. */
  readonly quiet?: boolean
}

/** Ends a thought where it is; nothing where its words are not told, so that no answer can follow them. */
export function AnswerNow({ page: { head, value }, quiet = false }: Props) {
  const { send } = usePage()
  if (value.state.kind !== 'thinking' || value.hidden) return null
  return (
    <button
      type="button"
      class={quiet ? 'button button-quiet' : 'button'}
      title={words.steer.answerNowHint}
      onClick={() => send({ type: 'steer', turn: head.id, kind: 'answerNow', step: null })}
    >
      {words.steer.answerNow}
    </button>
  )
}
