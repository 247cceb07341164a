import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { TurnId } from '../../src/protocol/webview.ts'
import { keyShown } from '../commandKeys.ts'
import { createRepeatGuard } from '../repeat.ts'
import type { State } from '../state.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { memo } from './memo.ts'
import { usePage } from './page.ts'

interface Props {
  readonly follows: TurnId
  readonly draft: string
  readonly running: boolean
  readonly focus: State['focus']
}

/** Where the conversation goes on. One may write while the model still does; sending waits. */
export const FollowUp = memo(function FollowUp({ follows, draft, running, focus }: Props) {
  const { send, gesture } = usePage()
  const box = useRef<HTMLTextAreaElement>(null)
  const [isNew] = useState(createRepeatGuard)
  const written = draft.trim() !== ''
  const ready = !running && written

  useLayoutEffect(() => {
    if (focus) box.current?.focus()
  }, [focus])

  // The box itself is asked: what was typed last may not have been drawn yet.
  const questionOf = () => box.current?.value.trim() ?? ''
  // What is written stays until the host has asked it.
  const submit = () => {
    const question = questionOf()
    if (running || question === '' || !isNew(question, performance.now())) return
    send({ type: 'ask', follows, question })
  }
  const preview = () => {
    const question = questionOf()
    if (question !== '') send({ type: 'preview', follows, question })
  }

  return (
    <form
      class="follow-up"
      aria-label={words.followUp}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div class="input">
        <textarea
          ref={box}
          rows={1}
          aria-label={words.followUp}
          aria-describedby="follow-up-hint"
          placeholder={words.followUpPlaceholder}
          value={draft}
          onInput={(event) => gesture({ type: 'drafted', draft: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing) return
            event.preventDefault()
            submit()
          }}
        />
        <button
          type="button"
          class="icon-button"
          aria-disabled={!written}
          aria-label={words.preview}
          title={words.preview}
          onClick={preview}
        >
          <Icon name="eye" />
        </button>
        <button
          type="submit"
          class="icon-button"
          aria-disabled={!ready}
          aria-label={words.send}
          title={running ? words.followUpWaits : words.send}
        >
          <Icon name="send" />
        </button>
      </div>
      <p id="follow-up-hint" class={running && draft !== '' ? 'hint' : 'unseen'}>
        {running ? words.followUpWaits : keyShown(words.followUpHint)}
      </p>
    </form>
  )
})
