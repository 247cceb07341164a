import { useLayoutEffect, useRef } from 'preact/hooks'
import { keyShown } from '../commandKeys.ts'
import { words } from '../words.ts'
import { IconButton } from './Icon.tsx'

interface Props {
  readonly text: string
  readonly count: number
  /** There are more than are counted. */
  readonly more: boolean
  /** Which match one is at, from 0; −1 where one is at none. */
  readonly place: number
  /** A new value asks for the keyboard. */
  readonly focus: object | null
  readonly onType: (text: string) => void
  readonly onGo: (by: 1 | -1) => void
  readonly onClose: () => void
}

/** The field to search in, and the ways from match to match. */
export function FindBar({ text, count, more, place, focus, onType, onGo, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)

  useLayoutEffect(() => {
    if (!focus) return
    if (document.activeElement !== field.current) before.current = document.activeElement
    field.current?.focus()
    field.current?.select()
  }, [focus])

  return (
    <div class="find" role="search" aria-label={words.search}>
      <input
        ref={field}
        class="find-field"
        type="text"
        value={text}
        placeholder={words.searchPlaceholder}
        aria-label={words.searchPlaceholder}
        spellcheck={false}
        onInput={({ currentTarget: { value } }) => onType(value)}
        onKeyDown={onKeyDown}
      />
      <span class="find-count figures quiet" role="status">
        {countText()}
      </span>
      <IconButton name="arrow-up" label={keyShown(words.previousMatch)} onClick={() => onGo(-1)} />
      <IconButton name="arrow-down" label={words.nextMatch} onClick={() => onGo(1)} />
      <IconButton name="close" label={words.closeSearch} onClick={close} />
    </div>
  )

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return
    if (event.key === 'Enter') onGo(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
  }

  function countText(): string {
    if (text.trim() === '') return ''
    if (count === 0) return words.noMatches
    return place < 0 ? words.matches(count, more) : words.matchOf(place + 1, count, more)
  }

  /** The keyboard goes back to where it was, or to the tree if that is gone. */
  function close() {
    const last = before.current
    onClose()
    const there = last instanceof HTMLElement && last.isConnected && last !== document.body ? last : undefined
    const row = document.querySelector<HTMLElement>(':is([role=treeitem], [role=row])[tabindex="0"]')
    ;(there ?? row)?.focus()
  }
}
