import { useEffect, useRef, useState } from 'preact/hooks'
import { stepVerdicts } from '../../src/core/judging.ts'
import type { StepId } from '../../src/core/step.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { judgedStepOf, judgeKeys, saidIn, verdictIcons } from '../judging.ts'
import { words } from '../words.ts'
import { Icon, ToolButton } from './Icon.tsx'
import { useJudged } from './judged.ts'
import { usePage } from './page.ts'
import { Toolbar } from './Toolbar.tsx'

interface Props {
  readonly turn: TurnId
  readonly step: StepId
}

/** One’s own word on the chosen step; choosing it again takes it back. */
export function JudgeBar({ turn, step }: Props) {
  const { send, gesture } = usePage()
  const judged = useJudged()
  if (!judged) return null
  const own = judgedStepOf(judged, step)?.words.find((word) => word.own)
  const possible = judged.readOnly === null
  return (
    <div class="judge-bar">
      <Toolbar label={words.judging.step}>
        {stepVerdicts.map((verdict) => (
          <Choice
            key={verdict}
            icon={verdictIcons[verdict]}
            text={words.judging.verdicts[verdict]}
            keys={judgeKeys[verdict]}
            chosen={own?.verdict === verdict}
            possible={possible}
            onChoose={() => send({ type: 'judge', turn, judging: { type: 'step', step, verdict } })}
          />
        ))}
        <Choice
          icon="bug"
          text={words.judging.firstWrong}
          keys={judgeKeys.firstWrong}
          chosen={own?.firstWrong === true}
          possible={possible}
          onChoose={() => send({ type: 'judge', turn, judging: { type: 'firstWrong', step } })}
        />
        <ToolButton
          name="edit"
          label={words.judging.correct}
          keys={judgeKeys.correct}
          possible={possible}
          onClick={() => gesture({ type: 'editBegun', kind: 'correct' })}
        />
        <ToolButton
          name="comment"
          label={words.judging.comment}
          keys={judgeKeys.comment}
          possible={possible}
          onClick={() => gesture({ type: 'editBegun', kind: 'comment' })}
        />
        <ToolButton
          name="arrow-circle-right"
          label={words.judging.next}
          keys={judgeKeys.next}
          possible={possible}
          onClick={() => send({ type: 'nextUnjudged', turn, step })}
        />
      </Toolbar>
      {judged.readOnly !== null && (
        <span class="quiet judge-note" role="note">
          <Icon name="lock" /> {judged.readOnly}
        </span>
      )}
      <Said step={step} what={own ? saidIn(own) : words.judging.none} />
    </div>
  )
}

interface ChoiceProps {
  readonly icon: string
  readonly text: string
  readonly keys?: string
  readonly chosen: boolean
  readonly possible: boolean
  readonly onChoose: () => void
}

/** A word that is given, or not. */
export function Choice({ icon, text, keys, chosen, possible, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      class="choice"
      title={keys === undefined ? text : `${text} (${keys})`}
      aria-keyshortcuts={keys}
      aria-pressed={chosen}
      aria-disabled={!possible}
      onClick={() => possible && onChoose()}
    >
      <Icon name={icon} />
      <span class="choice-text">{text}</span>
    </button>
  )
}

/** Tells a screen reader what a key has done: one that is led to a step hears of it there. */
function Said({ step, what }: { readonly step: StepId; readonly what: string }) {
  const [text, setText] = useState('')
  const at = useRef(step)
  useEffect(() => {
    setText(at.current === step ? what : '')
    at.current = step
  }, [step, what])
  return (
    <span class="unseen" role="status">
      {text}
    </span>
  )
}
