import { useEffect, useState } from 'preact/hooks'
import { freshLayout } from '../saved.ts'
import { currentPage, isRunning, type State } from '../state.ts'
import { words } from '../words.ts'
import { Announcer } from './Announcer.tsx'
import { Answer } from './Answer.tsx'
import { FollowUp } from './FollowUp.tsx'
import { Header } from './Header.tsx'
import { Icon, IconButton } from './Icon.tsx'
import { Notice } from './Notice.tsx'
import { usePage } from './page.ts'
import { Splitter } from './Splitter.tsx'
import { Steps } from './Steps.tsx'
import { Tabs } from './Tabs.tsx'

/** The whole page. */
export function App({ state }: { readonly state: State }) {
  const { send, gesture } = usePage()
  const narrow = useNarrow()
  const page = currentPage(state)
  if (!page) return <Empty />
  const { layout, focus } = state
  const side = narrow ? 'above' : 'beside'
  return (
    <div class="app">
      {state.turns.length > 1 && <Tabs turns={state.turns} current={state.current} />}
      <div
        id="turn"
        class="turn"
        role={state.turns.length > 1 ? 'tabpanel' : undefined}
        aria-label={words.panel}
      >
        <Header page={page} />
        <Notice page={page} />
        <main class="panes" style={{ '--share': layout[side] }}>
          <section class="pane pane-steps" aria-label={words.steps}>
            <Steps page={page} layout={layout} focus={focus} />
          </section>
          <Splitter
            label={words.splitPanes}
            orientation={narrow ? 'horizontal' : 'vertical'}
            share={layout[side]}
            fresh={freshLayout[side]}
            onShare={(share) => gesture({ type: 'laidOut', layout: { ...layout, [side]: share } })}
          />
          <section class="pane pane-answer" aria-label={words.explanation}>
            <div class="bar">
              <h2>{words.explanation}</h2>
              <span class="gap" />
              {page.value.answer !== '' && (
                <IconButton
                  name="copy"
                  label={words.copyAnswer}
                  onClick={() => send({ type: 'copy', text: page.value.answer })}
                />
              )}
            </div>
            <Answer key={page.head.id} page={page} />
          </section>
        </main>
      </div>
      <FollowUp
        follows={page.head.id}
        draft={state.draft}
        running={isRunning(page.value)}
        focus={focus?.part === 'followUp' ? focus : null}
      />
      <Announcer page={page} />
    </div>
  )
}

function Empty() {
  return (
    <main class="empty">
      <Icon name="list-tree" class="empty-icon" />
      <h1>{words.empty.title}</h1>
      {words.empty.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </main>
  )
}

/** Whether the panes stand one above the other; style.css asks the same. */
function useNarrow(): boolean {
  const [query] = useState(() => window.matchMedia('(max-width: 559px)'))
  const [narrow, setNarrow] = useState(query.matches)
  useEffect(() => {
    const onChange = () => setNarrow(query.matches)
    query.addEventListener('change', onChange)
    return () => query.removeEventListener('change', onChange)
  }, [])
  return narrow
}
