import { useEffect, useRef, useState } from 'preact/hooks'
import { computeOf } from '../../src/core/compute.ts'
import type { StepInside } from '../../src/core/insideTold.ts'
import type { Step } from '../../src/core/step.ts'
import { plainTitle, titleAt } from '../../src/core/titles.ts'
import { money, share, tokenCount } from '../format.ts'
import type { Figures } from '../figures.ts'
import { phaseName } from '../phases.ts'
import type { TurnPage } from '../state.ts'
import { usePage } from '../view/page.ts'
import { known, operations, seconds, wattHours } from './amounts.ts'
import { said } from './words.ts'

interface Props {
  readonly page: TurnPage
  readonly figures: Figures
  /** What is known of the chosen step. */
  readonly chosen: StepInside | undefined
}

/** What each phase took, and each step in it. It is not made before somebody opens it: there may be thousands. */
export function PartsTable(props: Props) {
  const [open, setOpen] = useState(false)
  return (
    <details class="parts" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{said.parts}</summary>
      {open && <Parts {...props} />}
    </details>
  )
}

function Parts({ page, figures, chosen }: Props) {
  const { gesture } = usePage()
  const table = useRef<HTMLDivElement>(null)
  // It is the last: what has been opened may lie below what is to be seen.
  useEffect(() => table.current?.scrollIntoView({ block: 'nearest' }), [])
  const { steps, reasoning } = page.value
  const parts = steps.flatMap((step, index) =>
    step.level === 'statement' ? [] : [{ step, index, cells: cellsOf(page, figures, chosen, step) }],
  )
  const columns = names.filter((name) => parts.some(({ cells }) => cells[name] !== undefined))
  return (
    <div ref={table} class="layers-table">
      <table class="inside-figures">
        <thead>
          <tr>
            <td />
            {columns.map((name) => (
              <th key={name} scope="col" title={name === 'sameExperts' ? said.sameExpertsHint : undefined}>
                {said[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.map(({ step, index, cells }) => (
            <tr key={step.id} class={`${step.level}${step.id === page.look.selected ? ' chosen' : ''}`}>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  onClick={() => gesture({ type: 'stepChosen', step: step.id })}
                >
                  {step.level === 'phase'
                    ? phaseName(step.kind)
                    : plainTitle(titleAt(steps, index, reasoning))}
                </button>
              </th>
              {columns.map((name) => (
                <td key={name}>{cells[name]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const names = ['tokens', 'time', 'operations', 'cost', 'watts', 'mean', 'sameExperts'] as const
type Cells = { readonly [Name in (typeof names)[number]]?: string | undefined }

function cellsOf(
  { head, inside }: TurnPage,
  figures: Figures,
  chosen: StepInside | undefined,
  step: Step,
): Cells {
  const { card } = head
  const prices = head.prices ?? card?.prices
  const { tokens, seconds: time } = figures.of(step)
  const { decode, cost, energy } = computeOf({ prompt: 0, completion: tokens }, card, prices)
  return {
    tokens: tokenCount(tokens, true),
    time: seconds(time),
    operations: operations(decode),
    cost: prices && known(cost, (sum) => money(sum, prices.currency)),
    watts: wattHours(energy),
    mean: known(inside?.sure?.steps[step.id]?.[0], share),
    sameExperts: known(chosen?.overlaps?.[step.id], share),
  }
}
