import { keyShown } from '../commandKeys.ts'

interface IconProps {
  /** A codicon's name. */
  readonly name: string
  readonly class?: string
}

/** Ornament only: the label stands beside it or on its button. */
export function Icon({ name, class: more }: IconProps) {
  return <span class={`codicon codicon-${name}${more ? ` ${more}` : ''}`} aria-hidden="true" />
}

interface IconButtonProps extends IconProps {
  readonly label: string
  readonly onClick: () => void
  readonly disabled?: boolean
  /** For a button that is on or off. */
  readonly pressed?: boolean
}

export function IconButton({ name, label, onClick, disabled, pressed, class: more }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button${pressed ? ' pressed' : ''}${more ? ` ${more}` : ''}`}
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled ?? false}
      onClick={onClick}
    >
      <Icon name={name} />
    </button>
  )
}

interface ToolButtonProps extends IconProps {
  readonly label: string
  /** The key that does the same. */
  readonly keys: string
  /** More for the tooltip. */
  readonly hint?: string | undefined
  /** One that leads nowhere now keeps the keyboard, and says so. */
  readonly possible: boolean
  readonly onClick: () => void
}

export function ToolButton({ name, label, keys, hint, possible, onClick }: ToolButtonProps) {
  const title = `${label} (${keyShown(keys)})`
  return (
    <button
      type="button"
      class="icon-button"
      title={hint === undefined ? title : `${title}\n${hint}`}
      aria-label={label}
      aria-keyshortcuts={keys}
      aria-disabled={!possible}
      onClick={() => possible && onClick()}
    >
      <Icon name={name} />
    </button>
  )
}
