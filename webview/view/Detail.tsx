import { useMemo } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import { referencesOf, subtree } from '../../src/core/query.ts'
import type { Step, StepId } from '../../src/core/step.ts'
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
  readonly text: string
  /** More of the text may come. */
  readonly growing: boolean
}

/** The full text of the chosen step, and what it refers to. */
export function Detail({ turn, known, step, steps, figures, text, growing }: Props) {
  const { send, gesture } = usePage()
  const { kind } = step
  const base = steps[indexOf(steps, step.on ?? null)]
  const { references, revised } = useMemo(() => inside(step, steps), [step, steps])
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
          {revised.map((one) => (
            <StepLink key={one.id} icon="reply" label={words.goesBackOn} step={one} />
          ))}
          {base && <StepLink icon="link" label={words.buildsOn} step={base} />}
          <References turn={turn} references={references} />
        </div>
        <Prose turn={turn} text={text} known={known} growing={growing} />
        <p class="why">{words.why(words.kinds[kind], step.why)}</p>
      </div>
    </section>
  )
}

/** What the step and those in it refer to. */
function inside(step: Step, steps: readonly Step[]) {
  const parts = subtree(steps, step.id)
  const revised = parts.flatMap(({ revises }) => steps[indexOf(steps, revises ?? null)] ?? [])
  return {
    references: referencesOf(parts),
    revised: [...new Set(revised)].slice(0, mostRevised),
  }
}

interface LinkProps {
  readonly icon: string
  readonly label: string
  readonly step: Step
}

function StepLink({ icon, label, step }: LinkProps) {
  const { gesture } = usePage()
  const choose = (id: StepId) => gesture({ type: 'stepChosen', step: id })
  return (
    <div class="step-link">
      <Icon name={icon} />
      <span class="quiet">{label}</span>
      <button type="button" class="link" title={plainTitle(step.title)} onClick={() => choose(step.id)}>
        <Title text={step.title} />
      </button>
    </div>
  )
}
