import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { referencesOf, subtree } from '../../src/core/query.ts'
import { createReferenceFinder } from '../../src/core/references.ts'
import type { Step, StepId } from '../../src/core/step.ts'
import { plainTitle, titleAt } from '../../src/core/titles.ts'
import { editOf } from '../editing.ts'
import { indexOf } from '../outline.ts'
import { isThinking } from '../state.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { usePage } from './page.ts'
import { PassageLinks } from './PassageLinks.tsx'
import type { Passage } from './passages.ts'
import { Prose } from './Prose.tsx'
import { References } from './References.tsx'
import { StepHead, type ChosenStep } from './StepHead.tsx'
import { Title } from './Title.tsx'
import { lazily } from './lazily.tsx'

const JudgeBar = lazily(async () => (await import('./JudgeBar.tsx')).JudgeBar)
const StepEditor = lazily(async () => (await import('./StepEditor.tsx')).StepEditor)
const StepReviews = lazily(async () => (await import('./StepReviews.tsx')).StepReviews)

/** Links to steps that were revised. */
const mostRevised = 4

interface Props extends ChosenStep {
  /** Of the explanation, those that the step ends in. */
  readonly passages: readonly Passage[]
  readonly onPassage: (passage: Passage) => void
}

/** The full text of the chosen step, what it refers to, and the ways on. */
export function Detail(props: Props) {
  const { page, state, step } = props
  const { id: turn, known, goesOn } = page.head
  const { steps, reasoning } = page.value
  const editing = editOf(state.editing, turn, step.id)
  const growing = isThinking(page.value) && step.span.to === reasoning.length
  const text = reasoning.slice(step.span.from, step.span.to)
  const body = useRef<HTMLDivElement>(null)
  /** Where the text stood before the box to write in came, and took the scrolling. */
  const before = useRef<number | null>(null)
  if (editing) before.current ??= body.current?.scrollTop ?? 0
  const find = useMemo(() => createReferenceFinder(known), [known])
  const parts = useMemo(() => subtree(steps, step.id), [step, steps])
  const references = useMemo(() => referencesOf(parts, reasoning, find), [parts, reasoning, find])
  const revised = useMemo(() => revisedBy(parts), [parts])
  useLayoutEffect(() => {
    if (editing || before.current === null) return
    body.current?.scrollTo(0, before.current)
    before.current = null
  }, [editing === null])
  // The same element for all steps, so that it keeps the keyboard.
  useLayoutEffect(() => body.current?.scrollTo(0, 0), [step.id])
  const linkTo = (label: string, icon: string, id: StepId | undefined) => {
    const index = indexOf(steps, id ?? null)
    if (id === undefined || index < 0) return null
    return <StepLink key={id} icon={icon} label={label} id={id} title={titleAt(steps, index, reasoning)} />
  }
  return (
    <section class="detail" aria-label={words.detail}>
      <StepHead {...props} text={text} />
      <JudgeBar turn={turn} step={step.id} />
      <div ref={body} class="detail-body" tabIndex={0} role="group" aria-label={words.detail}>
        <div key={step.id}>
          {editing?.kind === 'editStep' ? (
            <StepEditor editing={editing} goesOn={goesOn} />
          ) : (
            <Prose turn={turn} text={text} known={known} growing={growing} />
          )}
          {editing && editing.kind !== 'editStep' && <StepEditor editing={editing} goesOn={goesOn} />}
          {!editing && (
            <div class="step-links">
              {revised.map((id) => linkTo(words.goesBackOn, 'reply', id))}
              {linkTo(words.buildsOn, 'link', step.on)}
              <References turn={turn} references={references} />
              <PassageLinks passages={props.passages} onPassage={props.onPassage} />
            </div>
          )}
          <StepReviews turn={turn} known={known} step={step.id} />
          <p class="why">{words.why(words.kinds[step.kind], step.why)}</p>
        </div>
      </div>
    </section>
  )
}

function revisedBy(parts: readonly Step[]): readonly StepId[] {
  const revised = parts.flatMap(({ revises }) => revises ?? [])
  return [...new Set(revised)].slice(0, mostRevised)
}

interface LinkProps {
  readonly icon: string
  readonly label: string
  readonly id: StepId
  readonly title: string
}

function StepLink({ icon, label, id, title }: LinkProps) {
  const { gesture } = usePage()
  return (
    <div class="step-link">
      <Icon name={icon} />
      <span class="quiet">{label}</span>
      <button
        type="button"
        class="link"
        title={plainTitle(title)}
        onClick={() => gesture({ type: 'stepChosen', step: id })}
      >
        <Title text={title} />
      </button>
    </div>
  )
}
