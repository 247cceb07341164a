import { useLayoutEffect, useRef } from 'preact/hooks'
import { traceVerdicts, type JudgedTurn, type TraceVerdict } from '../../src/core/judging.ts'
import type { StepId } from '../../src/core/step.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { judgeKeys } from '../judging.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { Choice } from './JudgeBar.tsx'
import { usePage } from './page.ts'
import { Toolbar } from './Toolbar.tsx'

interface Props {
  readonly turn: TurnId
  /** The chosen step, to go on from. */
  readonly step: StepId | null
  readonly judged: JudgedTurn
}

const icons: Readonly<Record<TraceVerdict, string>> = {
  accepted: 'pass',
  rejected: 'error',
  fix: 'wrench',
}

/** The verdict on the whole trace, why, and how far one has come. */
export function TraceReview({ turn, step, judged }: Props) {
  const { send } = usePage()
  const { words: all, count, done, adrift, readOnly } = judged
  const own = all.find((word) => word.own)
  const possible = readOnly === null
  return (
    <div class="trace-review" role="group" aria-label={words.judging.trace}>
      <Toolbar label={words.judging.trace}>
        {traceVerdicts.map((verdict) => (
          <Choice
            key={verdict}
            icon={icons[verdict]}
            text={words.judging.traceVerdicts[verdict]}
            chosen={own?.verdict === verdict}
            possible={possible}
            onChoose={() => send({ type: 'judge', turn, judging: { type: 'turn', verdict } })}
          />
        ))}
      </Toolbar>
      {own?.verdict && possible && (
        <Reason
          key={turn}
          reason={own.reason}
          onReason={(text) => send({ type: 'judge', turn, judging: { type: 'reason', text } })}
        />
      )}
      {all
        .filter((word) => !word.own)
        .map(({ by, verdict, reason }) => (
          <span key={by} class="other-verdict" title={reason}>
            <Icon name={verdict ? icons[verdict] : 'account'} />
            {words.judging.saidBy(by, verdict ? words.judging.traceVerdicts[verdict] : '', reason)}
          </span>
        ))}
      <span class="review-progress">
        <span class="quiet figures">{words.judging.progress(done, count)}</span>
        {adrift > 0 && <span class="quiet">{words.judging.adrift(adrift)}</span>}
        <button
          type="button"
          class="link"
          title={`${words.judging.next} (${judgeKeys.next})`}
          onClick={() => send({ type: 'nextUnjudged', turn, step })}
        >
          {words.judging.next}
        </button>
      </span>
    </div>
  )
}

interface ReasonProps {
  readonly reason: string
  readonly onReason: (reason: string) => void
}

/** Told when one is done with it; what comes from elsewhere does not disturb who writes. */
function Reason({ reason, onReason }: ReasonProps) {
  const box = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (box.current && document.activeElement !== box.current) box.current.value = reason
  }, [reason])
  return (
    <input
      ref={box}
      class="reason"
      type="text"
      aria-label={words.judging.reason}
      placeholder={words.judging.reason}
      onChange={(event) => {
        if (event.currentTarget.value.trim() !== reason) onReason(event.currentTarget.value)
      }}
    />
  )
}
