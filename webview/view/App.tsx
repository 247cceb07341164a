import { useEffect } from 'preact/hooks'
import { currentPage, isRunning, type State } from '../state.ts'
import { words } from '../words.ts'
import { Announcer } from './Announcer.tsx'
import { Empty } from './Empty.tsx'
import { FollowUp } from './FollowUp.tsx'
import { usePage } from './page.ts'
import { Tabs } from './Tabs.tsx'
import { Turn } from './Turn.tsx'

/** The whole page. */
export function App({ state }: { readonly state: State }) {
  const { turns, current, layout, draft, focus } = state
  const page = currentPage(state)
  const { gesture } = usePage()
  // What comes into being later must not take the keyboard for an old wish.
  useEffect(() => {
    if (focus) gesture({ type: 'focusGiven' })
  }, [focus])
  if (!page) return <Empty />
  return (
    <main class="app" aria-label={words.panel}>
      {turns.length > 1 && <Tabs turns={turns} current={current} />}
      <Turn key={page.head.id} page={page} tabbed={turns.length > 1} layout={layout} focus={focus} />
      <FollowUp
        follows={page.head.id}
        draft={draft}
        running={isRunning(page.value)}
        focus={focus?.part === 'followUp' ? focus : null}
      />
      <Announcer page={page} />
    </main>
  )
}
