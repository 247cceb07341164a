import { useLayoutEffect, useRef } from 'preact/hooks'
import type { EditKind, GoesOn } from '../../src/protocol/webview.ts'
import { commandKeys } from '../commandKeys.ts'
import type { Editing } from '../editing.ts'
import { words } from '../words.ts'
import { usePage } from './page.ts'

interface Props {
  readonly editing: Editing
  /** Where the server can go on; where it cannot, it is asked anew. */
  readonly goesOn: GoesOn | undefined
}

/**
 * Where a step is said otherwise, or something is put in after it: the model goes on from exactly that text. So is what
 * it should have said, and what one thinks of it: that stands beside the trace.
 */
export function StepEditor({ editing, goesOn }: Props) {
  const { send, gesture } = usePage()
  const { turn, step, kind, text } = editing
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const { current } = box
    current?.focus()
    current?.setSelectionRange(current.value.length, current.value.length)
  }, [turn, step, kind])
  const carried = goesOn?.reasoning === false
  const { label, placeholder, note, go, rows } = textsOf(kind, carried)
  const submit = () => {
    const written = box.current?.value ?? ''
    if (!isSomething(kind, written)) return
    if (kind === 'correct' || kind === 'comment')
      send({ type: 'judge', turn, judging: { type: kind, step, text: written } })
    else send({ type: 'steer', turn, kind, step, text: written, ...(carried && { carried }) })
    gesture({ type: 'editClosed' })
  }
  return (
    <form
      class="step-editor"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault()
          gesture({ type: 'editClosed' })
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          submit()
        }
      }}
    >
      <div class="input">
        <textarea
          ref={box}
          rows={rows}
          aria-label={label}
          aria-describedby="step-editor-hint"
          placeholder={placeholder}
          value={text}
          onInput={(event) => gesture({ type: 'editWritten', text: event.currentTarget.value })}
        />
      </div>
      <div class="step-editor-bar">
        <button
          type="submit"
          class="button"
          aria-disabled={!isSomething(kind, text)}
          title={commandKeys().submit}
        >
          {go}
        </button>
        <button type="button" class="button button-quiet" onClick={() => gesture({ type: 'editClosed' })}>
          {words.steer.cancel}
        </button>
        <span id="step-editor-hint" class="quiet">
          {note}
        </span>
      </div>
    </form>
  )
}

/** A hint or a comment without words is none; a step without words is taken out, and a correction taken back. */
function isSomething(kind: EditKind, text: string): boolean {
  return kind === 'editStep' || kind === 'correct' || text.trim() !== ''
}

function textsOf(kind: EditKind, carried: boolean) {
  const { steer, judging } = words
  const go = carried ? steer.carrySubmit : steer.submit
  switch (kind) {
    case 'editStep':
      return {
        label: steer.editStep,
        placeholder: steer.emptyStep,
        note: carried ? words.carryHint : steer.editNote,
        go,
        rows: 5,
      }
    case 'hint':
      return {
        label: steer.hint,
        placeholder: steer.hintPlaceholder,
        note: carried ? words.carryHint : steer.hintNote,
        go,
        rows: 2,
      }
    case 'correct':
      return {
        label: judging.correct,
        placeholder: judging.correctNote,
        note: judging.correctNote,
        go: judging.correctSubmit,
        rows: 5,
      }
    case 'comment':
      return {
        label: judging.comment,
        placeholder: judging.commentPlaceholder,
        note: judging.commentNote,
        go: judging.commentSubmit,
        rows: 2,
      }
  }
}
