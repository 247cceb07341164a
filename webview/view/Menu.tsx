import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { besideByKey, upright } from '../arrows.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'

export interface MenuItem {
  /** A codicon's name, and a class for its colour. */
  readonly icon?: string
  readonly text: string
  readonly hint?: string
  /** Stands at the end of the line. */
  readonly note?: string
  /** The key that does the same, at the end of the line. */
  readonly keys?: string
  /** `false`: it leads nowhere now. */
  readonly possible?: boolean
  /** Its text is shown in full, in as many lines as it takes. */
  readonly whole?: boolean
  /** For what can be on or off; choosing it leaves the menu open. */
  readonly checked?: boolean
  readonly onChoose: () => void
}

interface Props {
  readonly icon: string
  readonly label: string
  readonly class?: string
  readonly pressed?: boolean
  /** Asked for when the menu is open. */
  readonly items: () => readonly MenuItem[]
}

/** A button with a menu: arrow keys open and walk it, Escape or a click elsewhere closes it. */
export function MenuButton({ icon, label, class: more, pressed, items }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  // Not by an id: those of Preact are not unique where a component comes later.
  useLayoutEffect(() => {
    if (button.current) button.current.popoverTargetElement = menu.current
  }, [])

  // What is in the menu is drawn before it opens, and until the keyboard is back where it was; where it goes can be
  // said only when it stands there.
  const onToggle = ({ newState }: Pick<ToggleEvent, 'newState'>) => {
    if (!menu.current || !button.current) return
    if (newState === 'closed') setOpen(false)
    menu.current.classList.toggle('placed', newState === 'open')
    if (newState === 'closed') return
    place(menu.current, button.current)
    itemsOf(menu.current)[0]?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (!menu.current) return
    const all = itemsOf(menu.current)
    const at = all.findIndex((item) => item === document.activeElement)
    const to = besideByKey(event.key, upright, all, at)
    if (event.key === 'Tab') menu.current.hidePopover()
    if (!to) return
    event.preventDefault()
    event.stopPropagation()
    to.focus()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        class={`icon-button${pressed ? ' pressed' : ''}${more ? ` ${more}` : ''}`}
        title={label}
        aria-label={pressed ? words.inUse(label) : label}
        aria-haspopup="menu"
        aria-expanded={open}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          menu.current?.showPopover()
        }}
      >
        <Icon name={icon} />
      </button>
      <div
        ref={menu}
        class="menu"
        popover="auto"
        role="menu"
        aria-label={label}
        onBeforeToggle={({ newState }) => newState === 'open' && setOpen(true)}
        onToggle={onToggle}
        onKeyDown={onKeyDown}
      >
        {open && items().map(draw)}
      </div>
    </>
  )

  function draw(item: MenuItem, index: number, all: readonly MenuItem[]) {
    const checks = all.some(({ checked }) => checked !== undefined)
    return <Item key={index} item={item} checks={checks} onDone={() => menu.current?.hidePopover()} />
  }
}

interface ItemProps {
  readonly item: MenuItem
  /** Some items of the menu can be on or off. */
  readonly checks: boolean
  readonly onDone: () => void
}

function Item({ item, checks, onDone }: ItemProps) {
  const { icon, text, hint, note, keys, possible = true, whole = false, checked, onChoose } = item
  return (
    <button
      type="button"
      class={whole ? 'menu-item menu-item-whole' : 'menu-item'}
      role={checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={checked}
      aria-disabled={possible ? undefined : true}
      aria-keyshortcuts={keys}
      tabIndex={-1}
      title={hint}
      onClick={() => {
        if (!possible) return
        if (checked === undefined) onDone()
        onChoose()
      }}
    >
      {checks && <Icon name={checked ? 'check' : 'blank'} />}
      {icon !== undefined && <Icon name={icon} />}
      <span class="menu-text">{text}</span>
      {note !== undefined && <span class="menu-note">{note}</span>}
      {keys !== undefined && (
        <span class="menu-note" aria-hidden="true">
          {keys}
        </span>
      )}
    </button>
  )
}

function itemsOf(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')]
}

/** Below the button, or above it where there is more room; never over the edge. */
function place(menu: HTMLElement, button: HTMLElement) {
  const { left, top, bottom } = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = menu
  const below = bottom + height + 4 <= window.innerHeight || top < window.innerHeight - bottom
  menu.style.left = `${Math.max(4, Math.min(left, window.innerWidth - width - 4))}px`
  menu.style.top = `${below ? bottom + 2 : Math.max(4, top - height - 2)}px`
}
