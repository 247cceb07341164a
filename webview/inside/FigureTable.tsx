import { computeOf, type Compute } from '../../src/core/compute.ts'
import { turnFigures } from '../../src/core/figures.ts'
import { duration, fineShare, money, share, tokenCount } from '../format.ts'
import type { StepFigures } from '../figures.ts'
import type { TurnPage } from '../state.ts'
import { language } from '../words.ts'
import { amount, bits, known, operations, seconds, wattHours } from './amounts.ts'
import { said } from './words.ts'

interface Props {
  readonly page: TurnPage
  /** Of the chosen step. */
  readonly step: StepFigures | undefined
}

/** What the run took, and of it the chosen step. What is not known has no row. */
export function FigureTable({ page, step }: Props) {
  const rows = rowsOf(page, step).filter(({ run, part }) => run !== undefined || part !== undefined)
  const { card } = page.head
  return (
    <div class="inside-took">
      <table class="inside-figures">
        <caption class="unseen">{said.figures}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{said.run}</th>
            {step && <th scope="col">{said.thisStep}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, hint, run, part }) => (
            <tr key={name} title={hint}>
              <th scope="row">{name}</th>
              <td>{run}</td>
              {step && <td>{part}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {card && (
        <p class="quiet">
          {card.active !== undefined && said.flopsNote}{' '}
          {said.cardNote(card.name || said.ownCard, card.source ?? '')}
        </p>
      )}
    </div>
  )
}

interface Line {
  readonly name: string
  readonly hint?: string | undefined
  readonly run?: string | undefined
  readonly part?: string | undefined
}

function rowsOf({ head, value, inside, look }: TurnPage, step: StepFigures | undefined): readonly Line[] {
  const { usage, times } = value
  const { card } = head
  const prices = head.prices ?? card?.prices
  const figures = turnFigures(value, times.latest)
  const run = computeOf(usage, card, prices)
  const part: Compute = step ? computeOf({ prompt: 0, completion: step.tokens }, card, prices) : {}
  const first = usage.firstToken ?? figures.firstText
  const whole = inside?.sure?.whole
  const own = look.selected === null ? undefined : inside?.sure?.steps[look.selected]
  return [
    {
      name: said.tokens,
      run: tokenCount(figures.tokens, figures.estimated),
      part: step && tokenCount(step.tokens, true),
    },
    {
      name: said.time,
      run: times.latest > 0 ? duration(figures.elapsed * 1000) : undefined,
      part: seconds(step?.seconds),
    },
    { name: said.firstToken, run: seconds(first) },
    { name: said.prefill, run: seconds(usage.prefill) },
    { name: said.decode, run: seconds(usage.decode) },
    { name: said.prompt, run: known(usage.prompt, (count) => tokenCount(count, false)) },
    { name: said.cached, run: known(run.cached, share) },
    { name: said.drafted, run: known(usage.drafted, (count) => tokenCount(count, false)) },
    { name: said.taken, run: known(run.taken, share) },
    {
      name: said.share,
      hint:
        card && said.shareHint(amount.format(card.active ?? 0), amount.format(card.total ?? 0), card.name),
      run: known(run.perToken?.share, (of) =>
        new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(of),
      ),
    },
    { name: said.flops, run: operations(run.decode), part: operations(part.decode) },
    { name: said.flopsRead, run: operations(run.prefill) },
    { name: said.dense, hint: said.denseHint, run: operations(run.dense), part: operations(part.dense) },
    {
      name: said.price(prices?.asOf ?? ''),
      run: prices && known(run.cost, (cost) => money(cost, prices.currency)),
      part:
        prices && run.cost !== undefined
          ? known(part.cost, (cost) => money(cost, prices.currency))
          : undefined,
    },
    { name: said.energy, run: wattHours(run.energy), part: wattHours(part.energy) },
    { name: said.mean, run: known(whole?.[0], share), part: known(own?.[0], share) },
    { name: said.lowest, run: known(whole?.[1], fineShare), part: known(own?.[1], fineShare) },
    { name: said.entropy, hint: said.entropyHint, run: bits(whole?.[2]), part: bits(own?.[2]) },
  ]
}
