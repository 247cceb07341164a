import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Editing } from '../editing.ts'
import { words } from '../words.ts'
import { usePage } from './page.ts'

/** Where a step is said otherwise, or something is put in after it: the model goes on from exactly that text. */
export function StepEditor({ editing }: { readonly editing: Editing }) {
  const { send, gesture } = usePage()
  const { turn, step, kind, text } = editing
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const { current } = box
    current?.focus()
    current?.setSelectionRange(current.value.length, current.value.length)
  }, [turn, step, kind])
  // A hint without words is none; a step without words is taken out.
  const ready = kind === 'editStep' || text.trim() !== ''
  const submit = () => {
    const written = box.current?.value ?? ''
    if (kind === 'hint' && written.trim() === '') return
    send({ type: 'steer', turn, kind, step, text: written })
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
          rows={kind === 'hint' ? 2 : 5}
          aria-label={words.steer[kind]}
          aria-describedby="step-editor-hint"
          placeholder={kind === 'hint' ? words.steer.hintPlaceholder : words.steer.emptyStep}
          value={text}
          onInput={(event) => gesture({ type: 'editWritten', text: event.currentTarget.value })}
        />
      </div>
      <div class="step-editor-bar">
        <button type="submit" class="button" aria-disabled={!ready} title={words.steer.submitHint}>
          {words.steer.submit}
        </button>
        <button type="button" class="button button-quiet" onClick={() => gesture({ type: 'editClosed' })}>
          {words.steer.cancel}
        </button>
        <span id="step-editor-hint" class="quiet">
          {kind === 'hint' ? words.steer.hintNote : words.steer.editNote}
        </span>
      </div>
    </form>
  )
}
