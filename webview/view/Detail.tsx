import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import type { Reference, Step, StepId } from '../../src/core/step.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import type { Figures } from '../figures.ts'
import { duration, tokenCount } from '../format.ts'
import { kindIcons } from '../icons.ts'
import { indexOf } from '../outline.ts'
import { words } from '../words.ts'
import { Icon, IconButton } from './Icon.tsx'
import { usePage } from './page.ts'
import { Prose } from './Prose.tsx'

interface Props {
  readonly turn: TurnId
  readonly known: Known
  readonly steps: readonly Step[]
  readonly figures: Figures
  readonly reasoning: string
  readonly step: Step
  /** Nobody chose the step: it is the one being written. */
  readonly live: boolean
}

const mostReferences = 12

/** The full text of a step, and what it refers to. */
export function Detail({ turn, known, steps, figures, reasoning, step, live }: Props) {
  const { send, gesture } = usePage()
  const scroller = useRef<HTMLDivElement>(null)
  const text = reasoning.slice(step.span.from, step.span.to)
  const { tokens, seconds } = figures.of(step)
  const choose = (id: StepId) => gesture({ type: 'stepChosen', step: id })
  const references = distinct(step.references)

  useLayoutEffect(() => {
    const element = scroller.current
    if (element) element.scrollTop = live ? element.scrollHeight : 0
  }, [step.id, live])
  useLayoutEffect(() => {
    const element = scroller.current
    if (element && live) element.scrollTop = element.scrollHeight
  })

  return (
    <section class="detail" aria-label={live ? words.liveDetail : words.detail}>
      <div class="bar detail-bar">
        <Icon name={kindIcons[step.kind]} class={`kind-icon kind-${step.kind}`} />
        <span class="detail-kind" title={words.kindMeanings[step.kind]}>
          {words.kinds[step.kind]}
        </span>
        {live && <span class="badge">{words.liveLabel}</span>}
        <span class="quiet figures">
          {words.tokens(tokenCount(tokens, true))}
          {seconds !== undefined && ` · ${duration(seconds * 1000)}`}
        </span>
        <span class="gap" />
        {!live && (
          <>
            <IconButton name="copy" label={words.copyStep} onClick={() => send({ type: 'copy', text })} />
            <IconButton
              name="close"
              label={words.closeStep}
              onClick={() => gesture({ type: 'stepChosen', step: null })}
            />
          </>
        )}
      </div>
      <div class="detail-body" ref={scroller} tabIndex={0} role="group" aria-label={words.detail}>
        {!live && (
          <StepLinks step={step} steps={steps} onChoose={choose}>
            {references.length > 0 && (
              <div class="chips">
                {references.slice(0, mostReferences).map((reference) => (
                  <button
                    key={labelOf(reference)}
                    type="button"
                    class="chip"
                    title={words.openReference(labelOf(reference))}
                    onClick={() => send({ type: 'openReference', turn, ...target(reference) })}
                  >
                    <Icon name={reference.name === undefined ? 'go-to-file' : 'symbol-method'} />
                    {labelOf(reference)}
                  </button>
                ))}
                {references.length > mostReferences && (
                  <span class="quiet">+{references.length - mostReferences}</span>
                )}
              </div>
            )}
          </StepLinks>
        )}
        <Prose key={step.id} turn={turn} text={text} known={known} />
        {!live && <p class="why">{step.why}</p>}
      </div>
    </section>
  )
}

interface LinksProps {
  readonly step: Step
  readonly steps: readonly Step[]
  readonly onChoose: (step: StepId) => void
  readonly children: preact.ComponentChildren
}

/** Which steps this one goes back on and builds on. */
function StepLinks({ step, steps, onChoose, children }: LinksProps) {
  const revised = steps[indexOf(steps, step.revises ?? null)]
  const base = steps[indexOf(steps, step.on ?? null)]
  if (!revised && !base && !children) return null
  return (
    <div class="step-links">
      {revised && <StepLink icon="reply" label={words.goesBackOn} step={revised} onChoose={onChoose} />}
      {base && <StepLink icon="link" label={words.buildsOn} step={base} onChoose={onChoose} />}
      {children}
    </div>
  )
}

interface LinkProps {
  readonly icon: string
  readonly label: string
  readonly step: Step
  readonly onChoose: (step: StepId) => void
}

function StepLink({ icon, label, step, onChoose }: LinkProps) {
  return (
    <div class="step-link">
      <Icon name={icon} />
      <span class="quiet">{label}</span>
      <button type="button" class="link" title={step.title} onClick={() => onChoose(step.id)}>
        {step.title}
      </button>
    </div>
  )
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((reference) => [labelOf(reference), reference])).values()]
}

function labelOf({ path, lines, name }: Reference): string {
  const range = lines && (lines.first === lines.last ? `${lines.first}` : `${lines.first}–${lines.last}`)
  if (path !== undefined) return range ? `${path}:${range}` : path
  return range ? words.lines(range) : (name ?? '')
}

function target({ path, lines, name }: Reference) {
  return {
    ...(path !== undefined && { path }),
    ...(lines && { first: lines.first, last: lines.last }),
    ...(name !== undefined && { name }),
  }
}
