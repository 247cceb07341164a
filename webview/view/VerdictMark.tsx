import type { StepWord } from '../../src/core/judging.ts'
import { verdictIcons, type RowMark } from '../judging.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'

/** What was said of a step, in its row. */
export function VerdictMark({ mark }: { readonly mark: RowMark }) {
  const { comments, hint } = mark
  return (
    <span class="row-verdict" title={hint}>
      <Verdicts of={mark} />
      {comments > 0 && (
        <span class="verdict">
          <Icon name="comment" />
          {comments}
          <span class="unseen">{words.judging.comments}</span>
        </span>
      )}
    </span>
  )
}

/** What a word says of a step. */
export function Verdicts({
  of: { verdict, firstWrong },
}: {
  readonly of: Pick<StepWord, 'verdict' | 'firstWrong'>
}) {
  return (
    <>
      {verdict && (
        <span class={`verdict verdict-${verdict}`}>
          <Icon name={verdictIcons[verdict]} />
          {words.judging.verdicts[verdict]}
        </span>
      )}{' '}
      {firstWrong && (
        <span class="verdict verdict-bad">
          <Icon name="bug" />
          {words.judging.firstWrong}
        </span>
      )}
    </>
  )
}
