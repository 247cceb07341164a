import { verdictIcons, type RowMark } from '../judging.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'

/** What was said of a step, in its row. */
export function VerdictMark({ mark: { verdict, firstWrong, comments, hint } }: { readonly mark: RowMark }) {
  return (
    <span class="row-verdict" title={hint}>
      {verdict && (
        <span class={`verdict verdict-${verdict}`}>
          <Icon name={verdictIcons[verdict]} />
          {words.judging.verdicts[verdict]}
        </span>
      )}
      {firstWrong && (
        <span class="verdict verdict-bad">
          <Icon name="bug" />
          {words.judging.firstWrong}
        </span>
      )}
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
