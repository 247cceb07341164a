import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { inParallel } from '../../base/parallel.ts'
import { insidePath } from '../../inside/insideFile.ts'
import { reviewPath } from '../../judge/reviewFile.ts'
import type { Run } from './catalog.ts'

interface Needs {
  /** Nothing is to be written to the file of this run any more. */
  readonly drop: (run: Run) => void
  /** Puts one file away: into the trash, or for good. */
  readonly take: (path: string) => Promise<void>
  /** One more is done, or was tried. */
  readonly done: () => void
}

/** VS Code takes a while for each: so many at once. */
const atOnce = 8
/** Where none of the first goes, none will: there is no trash. */
const tried = 3

/** Deletes runs, and what stands beside them; tells which could not be. Those that nobody waits for any more stay. */
export async function removeRuns(
  runs: readonly Run[],
  needs: Needs,
  signal: AbortSignal,
): Promise<readonly Run[]> {
  const left: Run[] = []
  const first = runs.slice(0, tried)
  for (const run of first) await remove(run)
  const others = runs.slice(tried)
  if (left.length === tried) return [...left, ...others]
  await inParallel(others, atOnce, remove, signal)
  return left

  async function remove(run: Run): Promise<void> {
    if (signal.aborted) return
    const isWritten = run.state === 'running'
    if (isWritten) needs.drop(run)
    try {
      await needs.take(run.path)
    } catch {
      // What somebody else has taken away is gone too.
      if (existsSync(run.path)) {
        left.push(run)
        return needs.done()
      }
    }
    // Of one that stays, what comes is still to be kept.
    if (!isWritten) needs.drop(run)
    // What a server told of its inside goes with a run, and what was said of it.
    for (const beside of [insidePath(run.path), reviewPath(run.path)])
      if (existsSync(beside)) await needs.take(beside).catch(() => undefined)
    needs.done()
  }
}

/** Deletes a file for good. */
export async function removeFile(path: string): Promise<void> {
  await rm(path)
}
