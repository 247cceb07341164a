import type { Disposables } from '../../base/disposables.ts'
import { sayGone } from '../runs/gone.ts'
import type { Services } from '../services.ts'
import type { Turns } from '../turns.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { JudgingHost } from './judging.ts'
import { createReviewer } from './reviewer.ts'
import { ReviewFiles } from './reviewFiles.ts'

interface Needs extends Services, Pick<Whereabouts, 'sourceOf'> {
  readonly life: Disposables
  readonly turns: Turns
}

/** What people say of turns, and who judges here. */
export interface JudgingParts {
  readonly reviewFiles: ReviewFiles
  readonly reviewer: () => Promise<string>
  readonly judging: JudgingHost
}

export function openJudging({ life, writer, settings, turns, sourceOf, report }: Needs): JudgingParts {
  const reviewFiles = life.add(new ReviewFiles(writer))
  const reviewer = createReviewer(() => settings().reviewer)
  const judging = life.add(
    new JudgingHost({
      turns,
      files: reviewFiles,
      sourceOf,
      reviewer,
      notice: report.notice,
      gone: (name) => sayGone(report, name),
    }),
  )
  return { reviewFiles, reviewer, judging }
}
