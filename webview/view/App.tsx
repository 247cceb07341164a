import { useEffect, useState } from 'preact/hooks'
import { isVerdict, judgeActOfKey, type JudgeAct } from '../judging.ts'
import { actOfKey, speedBeside } from '../moveKeys.ts'
import { currentPage, isRunning, type State } from '../state.ts'
import { nextUnsure } from '../sureness.ts'
import { words } from '../words.ts'
import { Announcer } from './Announcer.tsx'
import { Empty } from './Empty.tsx'
import { useFindKey } from './findKey.ts'
import { FollowUp } from './FollowUp.tsx'
import { Icon } from './Icon.tsx'
import { JudgedContext } from './judged.ts'
import { usePage } from './page.ts'
import { usePlay } from './Play.tsx'
import { Tabs } from './Tabs.tsx'
import { Turn } from './Turn.tsx'
import { lazily } from './lazily.tsx'

const Help = lazily(async () => (await import('../help/Help.tsx')).Help)

/** The whole page. */
export function App({ state }: { readonly state: State }) {
  const { turns, current, draft, focus, speed, document } = state
  const page = currentPage(state)
  const { send, gesture, lacking } = usePage()
  const [beside, setBeside] = useState(false)
  const judged = (page && state.judged[page.head.id]) ?? null
  // What comes into being later must not take the keyboard for an old wish.
  useEffect(() => {
    if (focus) gesture({ type: 'focusGiven' })
  }, [focus])
  usePlay(state, page?.value)
  useFindKey(() => gesture({ type: 'moved', move: 'search' }))
  if (!page) return <Empty />
  return (
    <main class="app" aria-label={words.panel} onKeyDown={onKeyDown}>
      {turns.length > 1 && <Tabs turns={turns} current={current} document={document} />}
      {lacking && (
        <p class="pane-note" role="status">
          <Icon name="warning" /> {words.lacking}
        </p>
      )}
      <JudgedContext.Provider value={judged}>
        <Turn key={page.head.id} page={page} state={state} beside={{ open: beside, set: setBeside }} />
      </JudgedContext.Provider>
      {document === null || document.readOnly === null ? (
        <FollowUp
          follows={page.head.id}
          draft={draft}
          running={isRunning(page.value)}
          focus={focus?.part === 'followUp' ? focus : null}
        />
      ) : (
        <ReadOnly why={document.readOnly} />
      )}
      <Announcer page={page} />
      {state.help && <Help />}
    </main>
  )

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && inDetail(event)) return gesture({ type: 'detailClosed' })
    const free = !event.defaultPrevented && !writesOrPresses(event)
    const judges = free && judged?.readOnly === null ? judgeActOfKey(event) : undefined
    if (judges !== undefined) {
      event.preventDefault()
      return judge(judges)
    }
    const act = free ? actOfKey(event) : undefined
    if (act === undefined) return
    event.preventDefault()
    if (act === 'faster' || act === 'slower') gesture({ type: 'speedSet', speed: speedBeside(speed, act) })
    else if (act === 'nextUnsure') {
      const step = page && nextUnsure(page)
      if (step) gesture({ type: 'stepChosen', step })
    } else gesture({ type: 'moved', move: act })
  }

  function judge(act: JudgeAct) {
    const step = page?.look.selected ?? null
    if (!page) return
    const turn = page.head.id
    if (act === 'next') send({ type: 'nextUnjudged', turn, step })
    else if (step === null) return
    else if (act === 'correct' || act === 'comment') gesture({ type: 'editBegun', kind: act })
    else if (isVerdict(act)) send({ type: 'judge', turn, judging: { type: 'step', step, verdict: act } })
    else send({ type: 'judge', turn, judging: { type: 'firstWrong', step } })
  }
}

function ReadOnly({ why }: { readonly why: string }) {
  return (
    <p class="read-only" role="note">
      <Icon name="lock" /> {why}
    </p>
  )
}

/** An open menu closes first. */
function inDetail({ target, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || document.querySelector(':popover-open')) return false
  return target instanceof Element && target.closest('.detail') !== null
}

/** The key is for the box one writes in, or presses the button it is on. */
function writesOrPresses({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  return (
    target.closest('textarea, input, select') !== null || (key === ' ' && target.closest('button') !== null)
  )
}
