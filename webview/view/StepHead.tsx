import { useEffect, useState } from 'preact/hooks'
import { plainTitle, titleAt } from '../../src/core/titles.ts'
import type { Step, StepId } from '../../src/core/step.ts'
import type { StepFigures } from '../figures.ts'
import { duration, money, share, tokenCount } from '../format.ts'
import { kindIcons } from '../icons.ts'
import { wayBack } from '../moving.ts'
import { phaseName } from '../phases.ts'
import type { State, TurnPage } from '../state.ts'
import { pathTo } from '../stepping.ts'
import { words } from '../words.ts'
import { Icon, IconButton } from './Icon.tsx'
import { usePage } from './page.ts'
import { PlayLine, PlayTools } from './Play.tsx'
import type { ShownTree } from './shownTree.ts'
import { StepMoves } from './StepMoves.tsx'
import { Title } from './Title.tsx'
import { Toolbar } from './Toolbar.tsx'
import { lazily } from './lazily.tsx'

const StepSteerMenu = lazily(async () => (await import('./SteerMenu.tsx')).StepSteerMenu)

/** The step that one looks at, and all around it. */
export interface ChosenStep {
  readonly page: TurnPage
  readonly state: State
  readonly shown: ShownTree
  readonly index: number
  readonly step: Step
  readonly figures: StepFigures
}

interface Props extends ChosenStep {
  readonly text: string
}

/** Where the chosen step stands, what it is, and the ways on from it. */
export function StepHead({ page, state, shown, index, step, figures, text }: Props) {
  const { send, gesture } = usePage()
  const { head, value } = page
  const { kind } = step
  const { steps, reasoning } = value
  const path = [...pathTo(shown.tree, index), index].flatMap((at) => {
    const one = steps[at]
    if (!one) return []
    return { id: one.id, title: one.level === 'phase' ? phaseName(one.kind) : titleAt(steps, at, reasoning) }
  })
  const title = path.at(-1)?.title ?? ''
  return (
    <header class="step-head">
      <div class="step-place">
        <Crumbs path={path} />
        <StepSteerMenu head={head} value={value} step={step.id} />
        <IconButton name="copy" label={words.copyStep} onClick={() => send({ type: 'copy', text })} />
        <IconButton name="close" label={words.closeStep} onClick={() => gesture({ type: 'detailClosed' })} />
      </div>
      <div class="step-tools">
        <span class="step-facts">
          <Icon name={kindIcons[kind]} class={`kind-icon kind-${kind}`} />
          <span class="detail-kind" title={words.kindMeanings[kind]}>
            {words.kinds[kind]}
          </span>
          <span class="quiet figures" title={partHint(figures, page)}>
            {words.tokens(tokenCount(figures.tokens, true))}
            {` · ${share(figures.part)}`}
            {figures.seconds !== undefined && ` · ${duration(figures.seconds * 1000)}`}
          </span>
        </span>
        <Toolbar label={words.stepping}>
          <StepMoves shown={shown} index={index} canGoBack={wayBack(state) >= 0} />
          <PlayTools value={value} playing={state} />
        </Toolbar>
      </div>
      <PlayLine value={value} index={index} playing={state} />
      <Said step={step.id} what={`${words.kinds[kind]}: ${plainTitle(title)}`} quiet={state.play !== null} />
    </header>
  )
}

/** The steps around the chosen one, and itself. */
function Crumbs({ path }: { readonly path: readonly { readonly id: StepId; readonly title: string }[] }) {
  const { gesture } = usePage()
  return (
    <nav class="crumbs" aria-label={words.crumbs}>
      <ol>
        {path.map(({ id, title }, index) => {
          const here = index === path.length - 1
          return (
            <li key={id} class={here ? 'crumb-here' : ''}>
              {index > 0 && <Icon name="chevron-right" />}
              {here ? (
                <span aria-current="step" title={plainTitle(title)}>
                  <Title text={title} />
                </span>
              ) : (
                <button
                  type="button"
                  title={plainTitle(title)}
                  onClick={() => gesture({ type: 'stepChosen', step: id })}
                >
                  <Title text={title} />
                </button>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

/** Its part of the thinking, and what it cost where the server counted and the prices are known. */
function partHint({ part, tokens }: StepFigures, { head: { prices }, value }: TurnPage): string {
  const counted = prices && value.usage.completion !== undefined
  const cost = counted ? money((tokens * prices.output) / 1e6, prices.currency) : undefined
  return words.partOfThinking(share(part), cost)
}

interface SaidProps {
  readonly step: StepId
  readonly what: string
  readonly quiet: boolean
}

/** Tells a screen reader where a move has led, when the keyboard is not in the tree, which does so itself. */
function Said({ step, what, quiet }: SaidProps) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const inTree = document.activeElement?.closest('[role=tree]')
    setSaid(inTree || quiet ? '' : what)
  }, [step])
  return (
    <span class="unseen" role="status">
      {said}
    </span>
  )
}
