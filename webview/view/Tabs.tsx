import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { TurnId } from '../../src/protocol/webview.ts'
import { besideByKey, sideways } from '../arrows.ts'
import { tabsOf } from '../conversations.ts'
import { askedText, questionText, stateText } from '../heads.ts'
import { stateIcons } from '../icons.ts'
import type { State } from '../state.ts'
import { words } from '../words.ts'
import { Icon, IconButton } from './Icon.tsx'
import { usePage } from './page.ts'

/** The questions of this panel, by the ARIA pattern: arrows choose, Delete closes. */
export function Tabs({ turns, current, document: file }: Pick<State, 'turns' | 'current' | 'document'>) {
  const { gesture, send } = usePage()
  const strip = useRef<HTMLDivElement>(null)
  const tabs = useMemo(() => tabsOf(turns), [turns])
  const conversations = tabs.filter(({ first }) => first).length
  useLayoutEffect(() => {
    const tab = strip.current?.querySelector('[aria-selected=true]')
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current, tabs.length])

  const choose = (turn: TurnId) => gesture({ type: 'turnChosen', turn })
  const goTo = (turn: TurnId) => {
    choose(turn)
    strip.current?.querySelector<HTMLElement>(`#turn-${CSS.escape(turn)}`)?.focus()
  }
  const close = (turn: TurnId) => {
    if (file) return // what stands in a file is taken out of it in its text
    const at = tabs.findIndex(({ page }) => page.head.id === turn)
    const beside = (tabs[at + 1] ?? tabs[at - 1])?.page.head.id
    const focused = strip.current?.contains(document.activeElement)
    if (turn === current && beside !== undefined) (focused ? goTo : choose)(beside)
    send({ type: 'closeTurn', turn })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ page }) => page.head.id === current)
    const to = besideByKey(event.key, sideways, tabs, at)
    if (to) goTo(to.page.head.id)
    else if (event.key === 'Delete' && current !== null) close(current)
    else return
    event.preventDefault()
  }

  return (
    <div class="tabs">
      <div
        ref={strip}
        class="tab-strip"
        role="tablist"
        aria-label={words.conversation}
        onKeyDown={onKeyDown}
        onWheel={({ deltaX, deltaY, currentTarget }) => {
          if (deltaX === 0) currentTarget.scrollLeft += deltaY
        }}
      >
        {tabs.map(({ page: { head, value }, number, first, text }) => {
          const chosen = head.id === current
          return (
            <button
              key={head.id}
              id={`turn-${head.id}`}
              type="button"
              role="tab"
              class={first ? 'tab' : 'tab tab-follows'}
              aria-selected={chosen}
              aria-controls="turn"
              {...(!file && { 'aria-keyshortcuts': 'Delete' })}
              tabIndex={chosen ? 0 : -1}
              title={[questionText(head), askedText(head), stateText(value)].filter(Boolean).join('\n')}
              onClick={() => choose(head.id)}
              onMouseDown={(event) => event.button === 1 && event.preventDefault()}
              onAuxClick={(event) => event.button === 1 && close(head.id)}
            >
              <Icon name={stateIcons[value.state.kind]} class={`state-${value.state.kind}`} />
              <span class="tab-number">{number}</span>
              {head.branch && <Icon name="git-branch" />}
              <span class="tab-text">{text}</span>
              {!file && (
                <span
                  class="tab-close codicon codicon-close"
                  aria-hidden="true"
                  title={words.closeTurn}
                  onClick={(event) => {
                    event.stopPropagation()
                    close(head.id)
                  }}
                />
              )}
            </button>
          )
        })}
      </div>
      {!file && conversations > 1 && current !== null && (
        <IconButton
          name="link-external"
          label={words.openPanel}
          onClick={() => send({ type: 'openPanel', turn: current })}
        />
      )}
    </div>
  )
}
