import type { Task } from './trace.ts'

/** In milliseconds by the clock. */
export function longestOf(tasks: readonly Task[]): number {
  return Math.max(0, ...tasks.map(({ wall }) => wall))
}

/** Time on the processor in each sixtieth of a second. */
export function workByFrame(tasks: readonly Task[]): readonly number[] {
  const begin = tasks[0]?.at ?? 0
  const frames: number[] = []
  for (const { at, cpu } of tasks) {
    const frame = Math.floor(((at - begin) * 60) / 1000)
    while (frames.length <= frame) frames.push(0)
    frames[frame] = (frames[frame] ?? 0) + cpu
  }
  return frames
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
