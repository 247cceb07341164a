import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { LoadTold } from '../../src/core/insideTold.ts'
import { share } from '../format.ts'
import { tenths } from './amounts.ts'
import { cellAt, cellAfter, mostOf, paintHeat, type Cell } from './heat.ts'
import { said } from './words.ts'

interface Props {
  readonly name: string
  readonly load: LoadTold
  /** The number in the model of the first layer. */
  readonly firstLayer: number
}

/** Which experts of which layers worked: a row a layer, a column an expert. Arrow keys and the mouse tell of one. */
export function HeatMap({ name, load, firstLayer }: Props) {
  const { layers, experts, counts, entropies, tokens } = load
  const canvas = useRef<HTMLCanvasElement>(null)
  const [at, setAt] = useState<Cell | null>(null)
  useLayoutEffect(() => {
    if (canvas.current) paintHeat(canvas.current, load)
  }, [load])
  useEffect(() => {
    const element = canvas.current
    if (!element) return undefined
    const again = () => paintHeat(element, load)
    const size = new ResizeObserver(again)
    size.observe(element)
    const theme = new MutationObserver(again)
    theme.observe(document.body, { attributes: true, attributeFilter: ['class'] })
    return () => {
      size.disconnect()
      theme.disconnect()
    }
  }, [load])
  const most = useMemo(() => mostOf(counts), [counts])
  const mean = entropies.reduce((sum, bits) => sum + bits, 0) / Math.max(1, entropies.length)
  const times = at ? (counts[at.layer * experts + at.expert] ?? 0) : 0
  return (
    // A column narrower than a pixel would be left out.
    <figure class="heat" style={{ minWidth: `${experts}px` }}>
      <figcaption>
        {name}
        <span class="heat-scale" aria-hidden="true">
          {said.never} <span class="heat-ramp" /> {said.times(most)}
        </span>
      </figcaption>
      <div class="heat-place">
        <canvas
          ref={canvas}
          class="heat-map"
          // Without it, a screen reader keeps the arrow keys to itself.
          role="application"
          aria-roledescription={said.mapKind}
          tabIndex={0}
          aria-label={said.map(name, layers, experts, tokens)}
          onMouseMove={(event) => {
            const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
            setAt(cellAt(load, (event.clientX - left) / width, (event.clientY - top) / height))
          }}
          onMouseLeave={() => setAt(null)}
          onKeyDown={(event) => {
            const next = cellAfter(event.key, at ?? { layer: 0, expert: 0 }, load)
            if (!next) return
            event.preventDefault()
            setAt(next)
          }}
        />
        {at && (
          <span
            class="heat-at"
            style={{
              left: `${(at.expert / experts) * 100}%`,
              top: `${(at.layer / layers) * 100}%`,
              width: `${100 / experts}%`,
              height: `${100 / layers}%`,
            }}
          />
        )}
      </div>
      <p class="quiet figures" aria-live="polite">
        {at
          ? said.cell(
              firstLayer + at.layer,
              at.expert,
              times,
              share(tokens > 0 ? times / tokens : 0),
              tenths.format(entropies[at.layer] ?? 0),
            )
          : said.spread(tenths.format(mean), tenths.format(Math.log2(experts)))}
      </p>
    </figure>
  )
}
