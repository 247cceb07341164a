import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Find } from '../finding.ts'
import { placeOf, type Found } from '../search.ts'
import { words } from '../words.ts'
import { IconButton } from './Icon.tsx'
import { usePage } from './page.ts'

interface Props {
  readonly find: Find
  readonly found: Found
  /** A new value asks for the keyboard. */
  readonly focus: object | null
  readonly onGo: (by: 1 | -1) => void
}

/** The field to search in, and the ways from match to match. */
export function FindBar({ find, found, focus, onGo }: Props) {
  const { gesture } = usePage()
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
        value={find.text}
        placeholder={words.searchPlaceholder}
        aria-label={words.searchPlaceholder}
        spellcheck={false}
        onInput={({ currentTarget: { value } }) => gesture({ type: 'findTyped', text: value })}
        onKeyDown={onKeyDown}
      />
      <span class="find-count figures quiet" role="status">
        {countText(find, found)}
      </span>
      <IconButton name="arrow-up" label={words.previousMatch} onClick={() => onGo(-1)} />
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

  /** The keyboard goes back to where it was, or to the tree if that is gone. */
  function close() {
    const last = before.current
    gesture({ type: 'findClosed' })
    const there = last instanceof HTMLElement && last.isConnected && last !== document.body ? last : undefined
    const row = document.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')
    ;(there ?? row)?.focus()
  }
}

function countText({ text, at }: Find, found: Found): string {
  const { matches, more } = found
  if (text.trim() === '') return ''
  const place = placeOf(found, at)
  if (matches.length === 0) return words.noMatches
  return place < 0 ? words.matches(matches.length, more) : words.matchOf(place + 1, matches.length, more)
}
