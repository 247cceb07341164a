import { useMemo } from 'preact/hooks'
import { figuresOf } from '../figures.ts'
import { indexOf } from '../outline.ts'
import { freshLayout, type Layout } from '../saved.ts'
import { isRunning, type State, type TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { Detail } from './Detail.tsx'
import { Icon, IconButton } from './Icon.tsx'
import { usePage } from './page.ts'
import { Splitter } from './Splitter.tsx'
import { Tree } from './Tree.tsx'

interface Props {
  readonly page: TurnPage
  readonly layout: Layout
  readonly focus: State['focus']
}

/** The reasoning: its tree, and under it the text of the chosen step, or of the one being written. */
export function Steps({ page: { head, value, look }, layout, focus }: Props) {
  const { gesture } = usePage()
  const { steps, reasoning, state } = value
  const figures = useMemo(() => figuresOf(value), [value])
  const growing = state.kind === 'connecting' || state.kind === 'thinking'
  const chosen = steps[indexOf(steps, look.selected)]
  const shown = chosen ?? (state.kind === 'thinking' ? steps.at(-1) : undefined)
  const share = shown ? layout.detail : 1
  return (
    <>
      <div class="bar">
        <h2>{words.steps}</h2>
        {steps.length > 0 && (
          <>
            <span class="quiet count">{steps.length}</span>
            <span class="bar-tools">
              <IconButton
                name="collapse-all"
                label={words.closeAll}
                onClick={() => gesture({ type: 'foldsSet', open: 'none' })}
              />
              <IconButton
                name="list-tree"
                label={words.openPhases}
                onClick={() => gesture({ type: 'foldsSet', open: 'phases' })}
              />
              <IconButton
                name="expand-all"
                label={words.openAll}
                onClick={() => gesture({ type: 'foldsSet', open: 'all' })}
              />
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
      {value.hidden && (
        <p class="pane-note">
          <Icon name="lock" /> {words.hidden}
        </p>
      )}
      <div class="steps-room" style={{ '--share': share }}>
        {steps.length > 0 ? (
          <Tree
            key={head.id}
            steps={steps}
            figures={figures}
            look={look}
            growing={growing}
            focus={focus?.part === 'tree' ? focus : null}
          />
        ) : (
          <Waiting page={value} />
        )}
        {shown && (
          <>
            <Splitter
              label={words.splitDetail}
              orientation="horizontal"
              share={layout.detail}
              fresh={freshLayout.detail}
              onShare={(detail) => gesture({ type: 'laidOut', layout: { ...layout, detail } })}
            />
            <Detail
              turn={head.id}
              known={head.known}
              steps={steps}
              figures={figures}
              reasoning={reasoning}
              step={shown}
              live={shown !== chosen}
            />
          </>
        )}
      </div>
    </>
  )
}

function Waiting({ page }: { readonly page: TurnPage['value'] }) {
  if (page.state.kind === 'connecting') {
    return (
      <div class="placeholder">
        <p>{page.times.accepted === undefined ? words.connecting : words.accepted}</p>
        {page.times.accepted === undefined && <p class="quiet">{words.connectingHint}</p>}
      </div>
    )
  }
  if (page.hidden) return null
  return (
    <p class="placeholder">
      {isRunning(page) || page.answer === '' ? words.noReasoningYet : words.noReasoning}
    </p>
  )
}
