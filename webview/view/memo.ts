import type { Component, ComponentChild, FunctionComponent } from 'preact'

/** Draws again only when a prop is another value (`===`). */
export function memo<Props extends object>(draw: (props: Props) => ComponentChild): FunctionComponent<Props> {
  return function Memo(this: Component<Props>, props: Props) {
    // Once: hooks put their own around it, which a second one would take away, and with it the component's state.
    if (!Object.hasOwn(this, 'shouldComponentUpdate'))
      this.shouldComponentUpdate = (next) => differs(this.props, next)
    return draw(props)
  }
}

function differs<Props extends object>(old: Props, next: Props): boolean {
  for (const key in next) if (old[key] !== next[key]) return true
  for (const key in old) if (!(key in next)) return true
  return false
}
