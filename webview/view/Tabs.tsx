import { useLayoutEffect, useRef } from 'preact/hooks'
import { tabText } from '../heads.ts'
import { stateIcons } from '../icons.ts'
import type { State } from '../state.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { usePage } from './page.ts'

/** The questions of this window. */
export function Tabs({ turns, current }: Pick<State, 'turns' | 'current'>) {
  const { gesture } = usePage()
  const strip = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const tab = strip.current?.querySelector('[aria-selected=true]')
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
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
    <div ref={strip} class="tabs" role="tablist" aria-label={words.conversation} onKeyDown={onKeyDown}>
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
            <span class="tab-text">{tabText(head)}</span>
          </button>
        )
      })}
    </div>
  )
}
