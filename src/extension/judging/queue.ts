import { l10n } from 'vscode'
import type { StepId } from '../../core/step.ts'
import { treeOf } from '../../core/tree.ts'
import { nextToJudge } from '../../judge/judging.ts'
import { reviewsOf } from '../../judge/verdicts.ts'
import type { Selected, TurnId } from '../../protocol/webview.ts'
import { splitBody, textsOf } from '../../traces/body.ts'
import type { TurnSource } from '../keeping/fileTurns.ts'
import { readTrace } from '../keeping/traceFile.ts'
import type { Run } from '../runs/catalog.ts'
import type { Turns } from '../turns.ts'
import type { JudgingHost } from './judging.ts'
import { canChange, type ReviewFiles } from './reviewFiles.ts'

interface Needs {
  readonly turns: Turns
  readonly judging: JudgingHost
  readonly files: ReviewFiles
  readonly sourceOf: (turn: TurnId) => TurnSource | undefined
  readonly reviewer: () => Promise<string>
  readonly runs: () => Promise<readonly Run[]>
  /** Brings back all turns of a run. */
  readonly open: (path: string) => Promise<readonly TurnId[]>
  /** The traces beside a file. */
  readonly beside: (path: string) => Promise<readonly string[]>
  /** Opens a file as a tree. */
  readonly openFile: (path: string) => Promise<void>
  /** Shows turns in a panel, at one of them. */
  readonly show: (turns: readonly TurnId[], at: TurnId) => void
  readonly choose: (step: Selected) => void
  readonly notice: (message: string) => void
}

export interface Queue {
  /** To the next step that one has not judged, after `step`: in the turn, in its trace, in those after it. */
  readonly next: (turn: TurnId | null, step: StepId | null) => Promise<void>
  /** To the first one of the traces after that at `path`: of the history, or of the folder of a trace that is not there. */
  readonly nextTrace: (path: string | undefined) => Promise<void>
  /** Whether one has nothing left to judge in a trace. */
  readonly isDone: (path: string) => Promise<boolean>
}

/** What is left to judge. A turn that has a verdict is done with, and so is one whose steps all have. */
export function createQueue(needs: Needs): Queue {
  const { turns, judging, files, sourceOf, reviewer, runs } = needs
  return { next, nextTrace, isDone }

  async function next(turn: TurnId | null, step: StepId | null): Promise<void> {
    const here = turn === null ? undefined : sourceOf(turn)?.path
    if (turn !== null && ((await goTo(turn, step)) || (await goToOneOf(after(turn, ofTrace(here)))))) return
    await nextTrace(here)
  }

  async function nextTrace(here: string | undefined): Promise<void> {
    const all = await runs()
    if (here !== undefined && !all.some(({ path }) => path === here)) return nextInFolder(here)
    const over = all.filter(({ state, path }) => state !== 'running' || path === here).map(({ path }) => path)
    for (const path of after(here, over)) {
      if (await isDone(path)) continue
      const ids = await needs.open(path)
      for (const id of ids) {
        const found = await judging.next(id, null)
        if (!found) continue
        needs.show(ids, id)
        return needs.choose({ turn: id, step: found })
      }
    }
    needs.notice(l10n.t('You have judged all traces of the history.'))
  }

  async function nextInFolder(here: string): Promise<void> {
    for (const path of after(here, (await needs.beside(here)).toSorted())) {
      if (await isDone(path)) continue
      await needs.openFile(path)
      if (await goToOneOf(ofTrace(path))) return
    }
    needs.notice(l10n.t('You have judged all traces of this folder.'))
  }

  async function goTo(turn: TurnId, after: StepId | null): Promise<boolean> {
    const step = await judging.next(turn, after)
    if (step) needs.choose({ turn, step })
    return step !== undefined
  }

  async function goToOneOf(others: readonly TurnId[]): Promise<boolean> {
    for (const other of others) if (await goTo(other, null)) return true
    return false
  }

  function ofTrace(path: string | undefined): readonly TurnId[] {
    return turns.all.map(({ head }) => head.id).filter((id) => path && sourceOf(id)?.path === path)
  }

  async function isDone(path: string): Promise<boolean> {
    const reviews = await files.read(path)
    if (!canChange(reviews)) return true // nobody can judge it here
    const name = await reviewer()
    const none = !reviews.reviews.some((review) => review.reviewer === name)
    if (none) return false
    const document = await readTrace(path)
    return (document?.turns ?? []).every(({ head, body }, index) => {
      const own = reviewsOf(reviews, head.id, index + 1).find((review) => review.reviewer === name)
      if (own?.turn.verdict) return true
      const { reasoning } = textsOf(splitBody(body, head))
      return nextToJudge(own?.turn, { reasoning, steps: treeOf(reasoning) }, null) === undefined
    })
  }
}

/** Those that come after one, then those before it; all where it is none of them. */
function after<T extends string>(one: T | undefined, all: readonly T[]): readonly T[] {
  const at = one === undefined ? -1 : all.indexOf(one)
  return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))]
}
