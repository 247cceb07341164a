import type { LoadTold } from '../../src/core/insideTold.ts'
import { share } from '../format.ts'
import { language } from '../words.ts'
import { said } from './words.ts'

interface Props {
  readonly run: LoadTold
  readonly step: LoadTold | undefined
  /** The number in the model of the first layer. */
  readonly firstLayer: number
}

const bits = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Of each layer, how evenly its experts worked, and which worked most. */
export function LayerTable({ run, step, firstLayer }: Props) {
  return (
    <details class="layers">
      <summary>{said.layers(bits.format(Math.log2(run.experts)))}</summary>
      <div class="layers-table">
        <table class="inside-figures">
          <thead>
            <tr>
              <th scope="col">{said.layer}</th>
              <th scope="col">{said.mapRun}</th>
              <th scope="col">{said.busiest}</th>
              {step && <th scope="col">{said.mapStep}</th>}
              {step && <th scope="col">{said.busiest}</th>}
            </tr>
          </thead>
          <tbody>
            {run.entropies.map((own, layer) => (
              <tr key={layer}>
                <th scope="row">{firstLayer + layer}</th>
                <td>{bits.format(own)}</td>
                <td>{busiest(run, layer)}</td>
                {step && <td>{bits.format(step.entropies[layer] ?? 0)}</td>}
                {step && <td>{busiest(step, layer)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

/** Such as `17 (42%)`: that expert, and on which share of the tokens it worked. */
function busiest({ counts, experts, tokens }: LoadTold, layer: number): string {
  if (tokens === 0) return ''
  const own = counts.slice(layer * experts, (layer + 1) * experts)
  const most = Math.max(...own)
  return `${own.indexOf(most)} (${share(most / tokens)})`
}
