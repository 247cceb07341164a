import type { JudgedTurn } from '../../../src/core/judging.ts'
import type { StepId } from '../../../src/core/step.ts'

/** What two reviewers have said of a trace and of one of its steps. */
export function judgedBy(step: StepId): JudgedTurn {
  return {
    reviewer: 'ana',
    readOnly: null,
    words: [{ by: 'ben', own: false, verdict: 'fix', reason: 'See step 2.' }],
    steps: [
      {
        step,
        words: [
          { by: 'ana', own: true, verdict: 'good', firstWrong: false },
          { by: 'ben', own: false, verdict: 'bad', firstWrong: true, corrected: 'No.' },
        ],
        comments: [{ by: 'ben', own: false, at: '2026-01-01T00:00:00Z', text: '<b>Hm</b>' }],
      },
    ],
    count: 3,
    done: 1,
    adrift: 0,
  }
}
