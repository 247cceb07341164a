import type { Tick } from '../core/turn.ts'

/** It is kept to a tenth of a second; what is left out is off by a few of these. */
const perSecond = 10
const stretch = 3
const tolerance = 3

/**
 * When the reasoning came, in one short line such as `0/1.2 310/2.5`: nothing for 1.2 s, then 310 units in 2.5 s.
 * Between two points it came at an even pace. Writing what was read gives the same line.
 */
export function writeTiming(ticks: readonly Tick[]): string {
  let before: Tick = { offset: 0, at: 0 }
  const pairs: string[] = []
  for (const tick of thinned(endsOfStretches(ticks.map(inTenths)))) {
    pairs.push(`${tick.offset - before.offset}/${(tick.at - before.at) / perSecond}`)
    before = tick
  }
  return pairs.join(' ')
}

/** What is not such a pair ends it. */
export function readTiming(line: string): readonly Tick[] {
  const ticks: Tick[] = []
  let offset = 0
  let tenths = 0
  for (const pair of line.split(' ')) {
    const [, units, passed] = /^(\d{1,9})\/(\d{1,7}(?:\.\d)?)$/.exec(pair) ?? []
    if (units === undefined || passed === undefined) break
    offset += Number(units)
    tenths += Math.round(Number(passed) * perSecond)
    ticks.push({ offset, at: (tenths * 1000) / perSecond })
  }
  return ticks
}

function inTenths({ offset, at }: Tick): Tick {
  return { offset, at: Math.round((at * perSecond) / 1000) }
}

/** The first and the last tick of each stretch of time; of those before which the same text stands, the last. */
function endsOfStretches(ticks: readonly Tick[]): readonly Tick[] {
  const apart = ticks.filter(({ offset }, index) => offset < (ticks[index + 1]?.offset ?? Infinity))
  return apart.filter((tick, index) => {
    const sameAs = (other: Tick | undefined) => other !== undefined && stretchOf(other) === stretchOf(tick)
    return !sameAs(apart[index - 1]) || !sameAs(apart[index + 1])
  })
}

function stretchOf({ at }: Tick): number {
  return Math.floor(at / stretch)
}

/**
 * Leaves out what lies on a straight line, as Douglas and Peucker do: what stays, thinned again, stays. The stack is
 * ours, so that no trace is too long for it.
 */
function thinned(ticks: readonly Tick[]): readonly Tick[] {
  const kept = new Set([0, ticks.length - 1])
  const stack: [number, number][] = [[0, ticks.length - 1]]
  for (let part = stack.pop(); part; part = stack.pop()) {
    const [from, to] = part
    const far = farthest(ticks, from, to)
    if (far === undefined) continue
    kept.add(far)
    stack.push([from, far], [far, to])
  }
  return ticks.filter((_, index) => kept.has(index))
}

function farthest(ticks: readonly Tick[], from: number, to: number): number | undefined {
  const first = ticks[from]
  const last = ticks[to]
  if (!first || !last) return undefined
  let most = tolerance
  let found: number | undefined
  const pace = (last.at - first.at) / (last.offset - first.offset)
  for (let index = from + 1; index < to; index++) {
    const tick = ticks[index]
    if (!tick) continue
    const off = Math.abs(tick.at - first.at - pace * (tick.offset - first.offset))
    if (off > most) {
      most = off
      found = index
    }
  }
  return found
}
