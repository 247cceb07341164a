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
