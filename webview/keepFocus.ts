/** Where the keyboard goes when what had it is gone: the nearest there is of the same part, or the next best. */
export interface Haven {
  readonly part: string
  readonly haven: string
  /** What had the keyboard in the part is no longer what is chosen there, perhaps. */
  readonly moves?: true
}

/**
 * Sees to it that the keyboard is never on nothing because it came before there was anything, because what had it was
 * taken away, or because it was elsewhere in VS Code meanwhile, such as in the Command Palette.
 */
export function keepFocus(root: HTMLElement, havens: readonly Haven[]): void {
  /** What has the keyboard, and the parts around it. */
  let held: { readonly element: HTMLElement; readonly around: readonly Haven[] } | undefined
  /** It is the page's, and on nothing that is there. */
  let lost = document.hasFocus()
  root.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    held = { element: target, around: havens.filter(({ part }) => target.closest(part)) }
    lost = false
  })
  // One who clicks on nothing wants the keyboard nowhere; one who leaves the page will come back.
  root.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return
    setTimeout(() => {
      if (held?.element === target && held.element.isConnected && document.hasFocus()) held = undefined
    })
  })
  new MutationObserver(() => {
    if ((lost || held?.element.isConnected === false) && document.hasFocus()) giveBack()
  }).observe(root, { subtree: true, childList: true })
  // A page in a frame forgets what had the keyboard when another frame takes it; at first nothing had.
  window.addEventListener('focus', giveBack)

  function giveBack() {
    if (document.activeElement !== document.body) return
    const place = placeToGo()
    place?.focus({ preventScroll: true })
    lost = place === undefined
  }

  function placeToGo(): HTMLElement | undefined {
    const around = held?.around ?? havens.filter(({ part }) => part === '*')
    if (held?.element.isConnected && !around.some(({ moves }) => moves)) return held.element
    for (const { haven } of around) {
      const place = root.querySelector<HTMLElement>(haven)
      if (place) return place
    }
    return undefined
  }
}
