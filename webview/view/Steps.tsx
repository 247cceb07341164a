import type { RefObject } from 'preact'
import { useCallback, useRef } from 'preact/hooks'
import { promptReading } from '../../src/core/promptReading.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import type { Figures } from '../figures.ts'
import type { Parting } from '../branches.ts'
import { indexOf, stepCount } from '../outline.ts'
import { freshLayout } from '../saved.ts'
import { placeOf } from '../search.ts'
import { isRunning, isThinking, type State, type TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { Detail } from './Detail.tsx'
import { FindBar } from './FindBar.tsx'
import type { Finding } from './found.ts'
import { Icon } from './Icon.tsx'
import type { Sure } from './inside.tsx'
import { Live } from './Live.tsx'
import { usePage } from './page.ts'
import type { Passage } from './passages.ts'
import type { ShownTree } from './shownTree.ts'
import { Sifting } from './Sifting.tsx'
import { Splitter } from './Splitter.tsx'
import { StepsBar } from './StepsBar.tsx'
import { Tree } from './Tree.tsx'

interface Props {
  readonly page: TurnPage
  readonly state: State
  readonly shown: ShownTree
  readonly figures: Figures
  readonly sure: Sure | undefined
  readonly finding: Finding
  /** Where the question's ways part. */
  readonly partings: readonly Parting[]
  /** Of the explanation, those that the chosen step ends in. */
  readonly passages: readonly Passage[]
  readonly onPassage: (passage: Passage) => void
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onHeight: (height: number) => void
}

/** The reasoning: its tree, and under it the text of the chosen step, or of what is being written. */
export function Steps(props: Props) {
  const { page, state, shown, figures, finding } = props
  const { layout, focus, find } = state
  const { head, value, look } = page
  const { send, gesture } = usePage()
  const { steps, reasoning } = value
  const growing = isThinking(value)
  const index = indexOf(steps, look.selected)
  const chosen = steps[index]
  const live = !chosen && value.state.kind === 'thinking' && steps.length > 0
  // What is copied is what has come by then; the bar is not drawn again for it.
  const latest = useRef(reasoning)
  latest.current = reasoning
  const latestTree = useRef(shown.tree)
  latestTree.current = shown.tree
  const copy = useCallback(() => send({ type: 'copy', text: latest.current }), [send])
  const halves = chosen !== undefined || live
  return (
    <>
      <StepsBar
        count={steps.length === 0 ? undefined : stepCount(shown.tree)}
        open={look.open}
        only={look.only}
        kinds={look.kinds}
        latestTree={latestTree}
        onCopy={copy}
      />
      {find && (
        <FindBar
          text={find.text}
          count={finding.found.matches.length}
          more={finding.found.more}
          place={placeOf(finding.found, find.at)}
          focus={focus?.part === 'search' ? focus : null}
          onType={(text) => gesture({ type: 'findTyped', text })}
          onGo={finding.onGo}
          onClose={() => gesture({ type: 'findClosed' })}
        />
      )}
      {value.hidden && (
        <p class="pane-note">
          <Icon name="lock" /> {words.hidden}
        </p>
      )}
      {steps.length > 0 && <Sifting look={look} shown={shown} />}
      <div class="steps-room" style={{ '--share': halves ? layout.detail : 1 }}>
        {steps.length > 0 ? (
          <Tree
            turn={head.id}
            known={head.known}
            shown={shown}
            reasoning={reasoning}
            found={finding.found}
            figures={figures}
            sure={props.sure}
            partings={props.partings}
            look={look}
            growing={growing}
            focus={focus?.part === 'tree' ? focus : null}
            scroller={props.scroller}
            onHeight={props.onHeight}
          />
        ) : (
          <NoSteps value={value} />
        )}
        {halves && (
          <Splitter
            label={words.splitDetail}
            orientation="horizontal"
            share={layout.detail}
            fresh={freshLayout.detail}
            onShare={(detail) => gesture({ type: 'laidOut', layout: { ...layout, detail } })}
          />
        )}
        {live && <Live turn={head.id} known={head.known} steps={steps} reasoning={reasoning} />}
        {chosen && (
          <Detail
            page={page}
            state={state}
            shown={shown}
            index={index}
            step={chosen}
            figures={figures.of(chosen)}
            passages={props.passages}
            onPassage={props.onPassage}
          />
        )}
      </div>
    </>
  )
}

function NoSteps({ value }: { readonly value: TurnValue }) {
  const reading = promptReading(value)
  if (reading) {
    const { read } = reading
    return (
      <div class="placeholder">
        <p>{words.accepted}</p>
        {read === undefined ? (
          <p>{words.acceptedHint}</p>
        ) : (
          <div
            class="read-bar"
            role="progressbar"
            aria-label={words.reading}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(read * 100)}
          >
            <div style={{ width: `${read * 100}%` }} />
          </div>
        )}
      </div>
    )
  }
  if (value.state.kind === 'connecting')
    return (
      <div class="placeholder">
        <p>{words.connecting}</p>
        <p>{words.connectingHint}</p>
      </div>
    )
  if (value.hidden || value.state.kind === 'waiting') return null
  return (
    <p class="placeholder">
      {isRunning(value) || value.answer === '' ? words.noReasoningYet : words.noReasoning}
    </p>
  )
}
