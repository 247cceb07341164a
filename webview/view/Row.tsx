import { plainTitle } from '../../src/core/titles.ts'
import type { Step, StepId } from '../../src/core/step.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import type { Parting } from '../branches.ts'
import { kindIcons } from '../icons.ts'
import { phaseName } from '../phases.ts'
import { share as percent } from '../format.ts'
import { indent, rowHeight } from '../rows.ts'
import { sureness } from '../sureness.ts'
import { words } from '../words.ts'
import type { RowMark } from '../judging.ts'
import { Icon } from './Icon.tsx'
import { memo } from './memo.ts'
import { Title } from './Title.tsx'
import { VerdictMark } from './VerdictMark.tsx'

interface Props {
  readonly step: Step
  readonly title: string
  /** Of an open phase: how many steps are in it. */
  readonly count: number | undefined
  readonly row: number
  /** 0 at the top. */
  readonly depth: number
  readonly place: number
  readonly siblings: number
  /** `undefined` for a step without steps inside. */
  readonly open: boolean | undefined
  /** The next row is inside it. */
  readonly holds: boolean
  readonly selected: boolean
  readonly active: boolean
  /** Only there for what is in it. */
  readonly context: boolean
  readonly live: boolean
  /** It, or a step inside, goes back on another. */
  readonly revising: boolean
  /** Another way goes off here, or this one came. */
  readonly parting: Parting | undefined
  /** Code that it speaks of; empty where it speaks of none. */
  readonly code: string
  readonly codeHint: string
  /** What is looked for, in what is not drawn of it. */
  readonly hits: number
  /** The mean probability of its tokens, where that is to be seen. */
  readonly sure: number | undefined
  /** What was said of it. */
  readonly judged: RowMark | undefined
  readonly tokens: string
  readonly time: string
  /** In hundredths, rounded: a new value is a new drawing. */
  readonly share: number
  readonly onTwistie: (step: StepId) => void
  readonly onChoose: (step: StepId) => void
  readonly onCode: (step: StepId) => void
  readonly onParting: (to: TurnId) => void
}

const opened = 'codicon codicon-chevron-down'
const closed = 'codicon codicon-chevron-right'

/**
 * One step in the tree. Of as few elements as can be: one who scrolls fast has a pane full of others in each frame, and
 * each element of them is laid out.
 */
export const Row = memo(function Row(props: Props) {
  const { step, title, count, row, depth, open, selected, active, live, tokens, time, share } = props
  const { kind, abandoned } = step
  return (
    <div
      role="treeitem"
      class={`row row-${step.level}${selected ? ' selected' : ''}${abandoned ? ' abandoned' : ''}${props.context ? ' context' : ''}${live ? ' live' : ''}`}
      style={{ top: `${row * rowHeight}px` }}
      data-step={step.id}
      aria-level={depth + 1}
      aria-posinset={props.place}
      aria-setsize={props.siblings}
      aria-expanded={props.holds || open}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      onClick={() => props.onChoose(step.id)}
      onDblClick={() => open !== undefined && props.onTwistie(step.id)}
    >
      <span
        class={open === undefined ? 'row-twistie' : `row-twistie ${open ? opened : closed}`}
        style={{ marginLeft: `${depth * indent}px` }}
        aria-hidden="true"
        onClick={(event) => {
          if (open === undefined) return
          event.stopPropagation()
          props.onTwistie(step.id)
        }}
      />
      <Icon name={kindIcons[kind]} class={`kind-icon kind-${kind}`} />
      <span class="row-title" title={plainTitle(title)}>
        {step.level === 'phase' && <span class="row-phase-name">{phaseName(kind)} </span>}
        {count === undefined ? <Title text={title} /> : words.stepCount(count)}
      </span>
      {props.judged && <VerdictMark mark={props.judged} />}
      {props.hits > 0 && (
        <span class="row-hits" title={words.matches(props.hits, false)}>
          {props.hits}
          <span class="unseen">{words.matchesHere}</span>
        </span>
      )}
      {props.revising && (
        <span class="row-mark kind-revise" title={words.goesBack}>
          <Icon name="reply" />
          <span class="unseen">{words.goesBack}</span>
        </span>
      )}
      {props.parting && <PartingMark parting={props.parting} onChoose={props.onParting} />}
      {abandoned && (
        <span class="row-note" title={words.abandonedHint}>
          {words.abandoned}
        </span>
      )}
      {props.sure !== undefined && (
        <span class={`row-sure sure-${sureness(props.sure)}`} title={words.sureHint}>
          {percent(props.sure)}
        </span>
      )}
      {props.code !== '' && (
        <span class="row-code" title={props.codeHint} onClick={onCode} onDblClick={keep}>
          {props.code}
        </span>
      )}
      <span class="row-kind" title={words.kindMeanings[kind]}>
        {step.level !== 'phase' && words.kinds[kind]}
      </span>
      <span class="row-share" style={{ backgroundSize: `max(1px, ${share}%) 100%` }} />
      <span class="row-tokens">{tokens}</span>
      <span class="row-time">{time}</span>
      {live && <span class="unseen">{words.live}</span>}
    </div>
  )

  function onCode(event: MouseEvent) {
    keep(event)
    props.onCode(step.id)
  }
})

interface PartingProps {
  readonly parting: Parting
  readonly onChoose: (to: TurnId) => void
}

function PartingMark({ parting: { to, number, kind, back }, onChoose }: PartingProps) {
  const name = kind ? words.ways.kinds[kind] : words.ways.original
  const hint = back ? words.ways.cameFrom(number, name) : words.ways.goesOff(number, name)
  return (
    <span
      class="row-parting"
      title={hint}
      onClick={(event) => {
        keep(event)
        onChoose(to)
      }}
      onDblClick={keep}
    >
      <Icon name="git-branch" />
      {number}
      <span class="unseen">{hint}</span>
    </span>
  )
}

/** It is no click on the row. */
function keep(event: MouseEvent) {
  event.stopPropagation()
}
