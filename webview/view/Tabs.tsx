import { stateIcons } from '../icons.ts'
import type { State } from '../state.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { usePage } from './page.ts'

/** The questions of one conversation. */
export function Tabs({ turns, current }: Pick<State, 'turns' | 'current'>) {
  const { gesture } = usePage()
  const onKeyDown = (event: KeyboardEvent) => {
    const at = turns.findIndex(({ head }) => head.id === current)
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: turns.length - 1 }[event.key]
    const turn = to === undefined ? undefined : turns[(to + turns.length) % turns.length]
    if (!turn) return
    event.preventDefault()
    gesture({ type: 'turnChosen', turn: turn.head.id })
    if (event.currentTarget instanceof Element) {
      event.currentTarget.querySelector<HTMLElement>(`#turn-${CSS.escape(turn.head.id)}`)?.focus()
    }
  }
  return (
    <div class="tabs" role="tablist" aria-label={words.conversation} onKeyDown={onKeyDown}>
      {turns.map(({ head, value }, index) => {
        const chosen = head.id === current
        return (
          <button
            key={head.id}
            id={`turn-${head.id}`}
            type="button"
            role="tab"
            class="tab"
            aria-selected={chosen}
            aria-controls="turn"
            tabIndex={chosen ? 0 : -1}
            title={`${head.question}\n${words.states[value.state.kind]}`}
            onClick={() => gesture({ type: 'turnChosen', turn: head.id })}
          >
            <Icon name={stateIcons[value.state.kind]} class={`state-${value.state.kind}`} />
            <span class="tab-number">{index + 1}</span>
            <span class="tab-text">{head.question}</span>
          </button>
        )
      })}
    </div>
  )
}
