import { isRecord, listOf, parseJson, recordOf, textOf } from '../../../src/base/json.ts'

/** One task of the page's main thread, in milliseconds. */
export interface Task {
  readonly at: number
  readonly wall: number
  /** Time on the processor: what else runs on the machine does not count. */
  readonly cpu: number
}

/** What Chromium must record for `tasksOf`. */
export const categories = [
  'disabled-by-default-devtools.timeline',
  'devtools.timeline',
  'blink.user_timing',
  'toplevel',
]

/** A mark of this name, made in the page, tells its thread from those of other pages. */
export const mark = 'thinktree'

/** The tasks of the thread that made the mark, in order. */
export function tasksOf(trace: Buffer): readonly Task[] {
  const events = listOf(recordOf(parseJson(trace.toString('utf8')))['traceEvents']).filter(isRecord)
  const marked = events.find((event) => textOf(event['name']) === mark)
  if (!marked) throw new Error('The page is not in the trace')
  return events
    .filter(
      ({ name, pid, tid, ph }) =>
        name === 'RunTask' && ph === 'X' && pid === marked['pid'] && tid === marked['tid'],
    )
    .map(({ ts, dur, tdur }) => ({ at: ms(ts), wall: ms(dur), cpu: ms(tdur) }))
    .toSorted((one, other) => one.at - other.at)
}

function ms(microseconds: unknown): number {
  return typeof microseconds === 'number' ? microseconds / 1000 : 0
}
