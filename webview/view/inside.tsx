import type { InsideTold } from '../../src/core/insideTold.ts'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Figures } from '../figures.ts'
import { isRunning, type TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { IconButton } from './Icon.tsx'
import { lazily } from './lazily.tsx'
import { usePage } from './page.ts'

const InsideView = lazily(async () => (await import('../inside/InsideView.tsx')).InsideView)

export interface InsideState {
  readonly open: boolean
  readonly toggle: () => void
  /** The steps are tinted by how sure the model was of them. */
  readonly tinted: boolean
  readonly tint: (tinted: boolean) => void
}

/** Whether the inside of a run is looked at; what is known of the chosen step is asked for then. */
export function useInside({ head, look, inside, value }: TurnPage): InsideState {
  const { send } = usePage()
  const [open, setOpen] = useState(false)
  const [tinted, setTinted] = useState(false)
  const step = open && inside && !isRunning(value) ? look.selected : null
  useEffect(() => {
    if (step !== null) send({ type: 'askStepInside', turn: head.id, step })
  }, [step, inside])
  // The same as long as nothing of it has changed: what has it is not drawn again.
  return useMemo(() => ({ open, toggle: () => setOpen(!open), tinted, tint: setTinted }), [open, tinted])
}

/** The steps' certainties, where they are to be seen. */
export function sureOf({ inside }: TurnPage, { tinted }: InsideState): Sure | undefined {
  return tinted ? inside?.sure?.steps : undefined
}

export type Sure = NonNullable<InsideTold['sure']>['steps']

interface Props {
  readonly page: TurnPage
  readonly state: InsideState
}

/** Nothing, where no more is known of the run than its header says. */
export function InsideButton({ page, state }: Props) {
  const { head, value, inside } = page
  const { prefill, decode, firstToken, drafted } = value.usage
  const more = [prefill, decode, firstToken, drafted].some((figure) => figure !== undefined)
  if (isRunning(value) || (!inside && !head.card && !more)) return null
  return <IconButton name="graph" label={words.inside} pressed={state.open} onClick={state.toggle} />
}

export function InsidePart({ page, state, figures }: Props & { readonly figures: Figures }) {
  if (!state.open) return null
  return (
    <InsideView
      page={page}
      figures={figures}
      tinted={state.tinted}
      onTint={state.tint}
      onClose={state.toggle}
    />
  )
}
