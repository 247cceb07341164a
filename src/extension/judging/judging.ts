import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { EventEmitter, l10n } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { JudgedTurn, Judging } from '../../core/judging.ts'
import type { StepId, Thought } from '../../core/step.ts'
import { judge, judgedTurn, nextToJudge } from '../../judge/judging.ts'
import { noReviews, type ReviewFile, type TurnReview } from '../../judge/review.ts'
import { emptyTurnReview, withTurnReview } from '../../judge/reviewFile.ts'
import { reviewsOf, turnName } from '../../judge/verdicts.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { TurnSource } from '../keeping/fileTurns.ts'
import type { Turns } from '../turns.ts'
import { canChange, type ReviewFiles, type Reviews } from './reviewFiles.ts'

/** What is judged. */
export interface Subject extends TurnSource, Thought {}

interface Needs {
  readonly turns: Turns
  readonly files: ReviewFiles
  /** Of a turn that is on this machine's disk. */
  readonly sourceOf: (turn: TurnId) => TurnSource | undefined
  readonly reviewer: () => Promise<string>
  readonly notice: (message: string) => void
  /** Says that a trace is not there any more. */
  readonly gone: (name: string) => void
}

/** What people say of the turns of this window: it stands in files beside the traces, an entry for each reviewer. */
export class JudgingHost implements Disposable {
  readonly #needs: Needs
  readonly #life = new Disposables()
  readonly #changed = this.#life.add(new EventEmitter<TurnId>())

  /** What is said of a turn may be another. */
  readonly onChange = this.#changed.event

  constructor(needs: Needs) {
    this.#needs = needs
    const { turns, files } = needs
    this.#life.add(
      files.onChange((path) => {
        for (const { head } of turns.all)
          if (needs.sourceOf(head.id)?.path === path) this.#changed.fire(head.id)
      }),
    )
    // Its steps are others now.
    this.#life.add(
      turns.listen({
        ended: ({ head }) => this.#changed.fire(head.id),
        replaced: (id) => this.#changed.fire(id),
      }),
    )
  }

  /** What is said of a turn; undefined where nothing can be. */
  async of(turn: TurnId): Promise<JudgedTurn | undefined> {
    const subject = this.#subjectOf(turn)
    return subject && this.look(subject)
  }

  /** Whether anything is said of a turn, as far as one can tell. */
  async isJudged(turn: TurnId): Promise<boolean> {
    const source = this.#needs.sourceOf(turn)
    const reviews = source && (await this.#needs.files.read(source.path))
    if (!reviews) return false
    return reviews === 'broken' || reviewsOf(reviews, source.id, source.place).length > 0
  }

  async look(subject: Subject): Promise<JudgedTurn> {
    const { files } = this.#needs
    const [reviews, reviewer] = await Promise.all([files.read(subject.path), this.#needs.reviewer()])
    const file = reviews === 'broken' ? noReviews : reviews
    const all = reviewsOf(file, subject.id, subject.place)
    return { ...judgedTurn(all, reviewer, subject), readOnly: whyReadOnly(reviews) }
  }

  async judge(turn: TurnId, judging: Judging): Promise<void> {
    const subject = this.#subjectOf(turn)
    if (!subject) return this.#needs.notice(notKept())
    await this.say(subject, judging)
  }

  async say(subject: Subject, judging: Judging): Promise<void> {
    const { files, notice, gone } = this.#needs
    if (!existsSync(subject.path)) return gone(basename(subject.path))
    const reviewer = await this.#needs.reviewer()
    const now = new Date().toISOString()
    const change = (file: ReviewFile) => {
      const before = ownOf(file, reviewer, subject)
      const after = judge(before, judging, subject, { reviewer, now })
      return after === before ? file : withTurnReview(file, reviewer, after)
    }
    if (!(await files.change(subject.path, change)))
      notice(whyReadOnly(await files.read(subject.path)) ?? notKept())
  }

  /** The step that one judges next in a turn, after `after`. */
  async next(turn: TurnId, after: StepId | null): Promise<StepId | undefined> {
    const subject = this.#subjectOf(turn)
    return subject && this.nextIn(subject, after)
  }

  async nextIn(subject: Subject, after: StepId | null): Promise<StepId | undefined> {
    const file = await this.#needs.files.read(subject.path)
    if (!canChange(file)) return undefined
    return nextToJudge(ownOf(file, await this.#needs.reviewer(), subject), subject, after)
  }

  dispose(): void {
    this.#life.dispose()
  }

  #subjectOf(turn: TurnId): Subject | undefined {
    const { turns, sourceOf } = this.#needs
    const source = sourceOf(turn)
    const view = source && turns.get(turn)
    return view && { ...source, reasoning: view.value.reasoning, steps: view.value.steps }
  }
}

function ownOf(file: ReviewFile, reviewer: string, source: TurnSource): TurnReview {
  const own = reviewsOf(file, source.id, source.place).find((review) => review.reviewer === reviewer)
  return own?.turn ?? { turn: turnName(source), ...emptyTurnReview }
}

function whyReadOnly(reviews: Reviews): string | null {
  if (reviews === 'broken')
    return l10n.t('The file of reviews beside this trace cannot be read, and is left as it is.')
  if (reviews.newer === undefined) return null
  return l10n.t(
    'The reviews of this trace have format {0}, which is newer than this version of ThinkTree: they are only shown.',
    reviews.newer,
  )
}

function notKept(): string {
  return l10n.t('Reviews stand in a file beside the trace: save it on this machine’s disk first.')
}
