import type { LoadTold } from '../../src/core/insideTold.ts'

/** How often each expert worked, on the whole run and on the chosen step; layers are numbered as in the model. */
export interface LoadsShown {
  readonly firstLayer: number
  readonly run: LoadTold
  readonly step?: LoadTold | undefined
}

/** A row for each expert that worked at all, for tables. */
export function loadCsv({ firstLayer, run, step }: LoadsShown): string {
  const rows = [['part', 'layer', 'expert', 'count', 'shareOfTokens'].join()]
  for (const [part, load] of [
    ['run', run],
    ['step', step],
  ] as const) {
    for (const [at, count] of load?.counts.entries() ?? [])
      if (load && count > 0)
        rows.push(
          [
            part,
            firstLayer + Math.floor(at / load.experts),
            at % load.experts,
            count,
            count / load.tokens,
          ].join(),
        )
  }
  return `${rows.join('\r\n')}\r\n`
}

/** Layer by layer, the count of each expert. */
export function loadJson({ firstLayer, run, step }: LoadsShown): string {
  const part = ({ tokens, layers, experts, counts, entropies }: LoadTold) => ({
    tokens,
    layers: Array.from({ length: layers }, (_, layer) => ({
      layer: firstLayer + layer,
      entropyBits: entropies[layer],
      counts: counts.slice(layer * experts, (layer + 1) * experts),
    })),
  })
  return `${JSON.stringify({ run: part(run), ...(step && { step: part(step) }) })}\n`
}
