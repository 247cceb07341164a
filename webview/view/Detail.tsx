import { useMemo } from 'preact/hooks'
import { referencesOf, subtree } from '../../src/core/query.ts'
import { createReferenceFinder, type Known } from '../../src/core/references.ts'
import type { Step, StepId } from '../../src/core/step.ts'
import { titleAt } from '../../src/core/titles.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import type { StepFigures } from '../figures.ts'
import { duration, tokenCount } from '../format.ts'
import { kindIcons } from '../icons.ts'
import { indexOf } from '../outline.ts'
import { words } from '../words.ts'
import { Icon, IconButton } from './Icon.tsx'
import { usePage } from './page.ts'
import { Prose } from './Prose.tsx'
import { References } from './References.tsx'
import { plainTitle, Title } from './Title.tsx'

/** Links to steps that were revised. */
const mostRevised = 4

interface Props {
  readonly turn: TurnId
  readonly known: Known
  readonly step: Step
  readonly steps: readonly Step[]
  readonly figures: StepFigures
  readonly reasoning: string
  /** More of the text may come. */
  readonly growing: boolean
}

/** The full text of the chosen step, and what it refers to. */
export function Detail({ turn, known, step, steps, figures, reasoning, growing }: Props) {
  const { send, gesture } = usePage()
  const { kind } = step
  const text = reasoning.slice(step.span.from, step.span.to)
  const find = useMemo(() => createReferenceFinder(known), [known])
  const parts = useMemo(() => subtree(steps, step.id), [step, steps])
  const references = useMemo(() => referencesOf(parts, reasoning, find), [parts, reasoning, find])
  const revised = useMemo(() => revisedBy(parts), [parts])
  const linkTo = (label: string, icon: string, id: StepId | undefined) => {
    const index = indexOf(steps, id ?? null)
    if (id === undefined || index < 0) return null
    return <StepLink key={id} icon={icon} label={label} id={id} title={titleAt(steps, index, reasoning)} />
  }
  return (
    <section class="detail" aria-label={words.detail}>
      <div class="bar detail-bar">
        <Icon name={kindIcons[kind]} class={`kind-icon kind-${kind}`} />
        <span class="detail-kind" title={words.kindMeanings[kind]}>
          {words.kinds[kind]}
        </span>
        <span class="quiet figures">
          {words.tokens(tokenCount(figures.tokens, true))}
          {figures.seconds !== undefined && ` · ${duration(figures.seconds * 1000)}`}
        </span>
        <span class="gap" />
        <IconButton name="copy" label={words.copyStep} onClick={() => send({ type: 'copy', text })} />
        <IconButton
          name="close"
          label={words.closeStep}
          onClick={() => gesture({ type: 'stepChosen', step: null })}
        />
      </div>
      <div class="detail-body" tabIndex={0} role="group" aria-label={words.detail}>
        <div class="step-links">
          {revised.map((id) => linkTo(words.goesBackOn, 'reply', id))}
          {linkTo(words.buildsOn, 'link', step.on)}
          <References turn={turn} references={references} />
        </div>
        <Prose turn={turn} text={text} known={known} growing={growing} />
        <p class="why">{words.why(words.kinds[kind], step.why)}</p>
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
