import { useCallback, useRef } from 'preact/hooks'
import type { TurnValue } from '../../src/core/turn.ts'
import type { Figures } from '../figures.ts'
import { indexOf, stepCount } from '../outline.ts'
import { freshLayout, type Layout } from '../saved.ts'
import { isRunning, type State, type TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { Detail } from './Detail.tsx'
import { Icon, IconButton } from './Icon.tsx'
import { Live } from './Live.tsx'
import { memo } from './memo.ts'
import { usePage } from './page.ts'
import { Splitter } from './Splitter.tsx'
import { Tree } from './Tree.tsx'

interface Props {
  readonly page: TurnPage
  readonly figures: Figures
  readonly layout: Layout
  readonly focus: State['focus']
}

/** The reasoning: its tree, and under it the text of the chosen step, or of what is being written. */
export function Steps({ page: { head, value, look }, figures, layout, focus }: Props) {
  const { send, gesture } = usePage()
  const { steps, reasoning, state } = value
  const growing = state.kind === 'connecting' || state.kind === 'thinking'
  const chosen = steps[indexOf(steps, look.selected)]
  const live = !chosen && state.kind === 'thinking' && steps.length > 0
  // What is copied is what has come by then; the bar is not drawn again for it.
  const latest = useRef(reasoning)
  latest.current = reasoning
  const copy = useCallback(() => send({ type: 'copy', text: latest.current }), [send])
  const halves = chosen !== undefined || live
  return (
    <>
      <Bar count={steps.length === 0 ? undefined : stepCount(steps)} onCopy={copy} />
      {value.hidden && (
        <p class="pane-note">
          <Icon name="lock" /> {words.hidden}
        </p>
      )}
      <div class="steps-room" style={{ '--share': halves ? layout.detail : 1 }}>
        {steps.length > 0 ? (
          <Tree
            steps={steps}
            reasoning={reasoning}
            figures={figures}
            look={look}
            growing={growing}
            focus={focus?.part === 'tree' ? focus : null}
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
            key={chosen.id}
            turn={head.id}
            known={head.known}
            step={chosen}
            steps={steps}
            figures={figures.of(chosen)}
            reasoning={reasoning}
            growing={growing && chosen.span.to === reasoning.length}
          />
        )}
      </div>
    </>
  )
}

interface BarProps {
  /** `undefined` where there are no steps. */
  readonly count: number | undefined
  readonly onCopy: () => void
}

/** The pane's title, the folding buttons, and what the columns mean. */
const Bar = memo(function Bar({ count, onCopy }: BarProps) {
  const { gesture } = usePage()
  return (
    <div class="bar">
      <h2>{words.steps}</h2>
      {count !== undefined && (
        <>
          <span class="quiet count" title={words.stepCount(count)}>
            {count}
          </span>
          <span class="bar-tools">
            <IconButton
              name="collapse-all"
              label={words.closeAll}
              onClick={() => gesture({ type: 'foldsSet', open: 'none' })}
            />
            <IconButton
              name="list-tree"
              label={words.openSteps}
              onClick={() => gesture({ type: 'foldsSet', open: 'steps' })}
            />
            <IconButton
              name="expand-all"
              label={words.openAll}
              onClick={() => gesture({ type: 'foldsSet', open: 'all' })}
            />
            <IconButton name="copy" label={words.copyReasoning} onClick={onCopy} />
          </span>
          <span class="gap" />
          <span class="columns" aria-hidden="true">
            <span class="row-kind">{words.columnKind}</span>
            <span class="row-tokens" title={words.columnTokensHint}>
              {words.columnTokens}
            </span>
            <span class="row-time" title={words.columnSecondsHint}>
              {words.columnSeconds}
            </span>
            <span class="row-share" title={words.columnShareHint} />
          </span>
        </>
      )}
    </div>
  )
})

function NoSteps({ value }: { readonly value: TurnValue }) {
  if (value.state.kind === 'connecting') {
    return (
      <div class="placeholder">
        <p>{value.times.accepted === undefined ? words.connecting : words.accepted}</p>
        {value.times.accepted === undefined && <p>{words.connectingHint}</p>}
      </div>
    )
  }
  if (value.hidden) return null
  return (
    <p class="placeholder">
      {isRunning(value) || value.answer === '' ? words.noReasoningYet : words.noReasoning}
    </p>
  )
}
