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
}

export function IconButton({ name, label, onClick, disabled, class: more }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button${more ? ` ${more}` : ''}`}
      title={label}
      aria-label={label}
      disabled={disabled ?? false}
      onClick={onClick}
    >
      <Icon name={name} />
    </button>
  )
}
