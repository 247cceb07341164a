/** Where the keyboard goes when what had it is gone: the nearest there is of the same part, or the next best. */
const havens = [
  { part: '.tabs', haven: '[role=tab][aria-selected=true]' },
  { part: '.ways', haven: '.way[aria-current=true]' },
  { part: '.beside', haven: '.ways [aria-expanded]' },
  { part: '.detail', haven: '.detail-body' },
  { part: '.bar', haven: '.tree [tabindex="0"]' },
  { part: '*', haven: '.tree [tabindex="0"]' },
  { part: '*', haven: '.answer' },
  { part: '*', haven: 'button' },
]

/** Sees to it that the keyboard is never on nothing because what had it was taken away. */
export function keepFocus(root: HTMLElement): void {
  /** What has the keyboard, and the parts around it. */
  let held: { readonly element: Element; readonly parts: readonly string[] } | undefined
  root.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return
    const around = havens.filter(({ part }) => target.closest(part))
    held = { element: target, parts: around.map(({ part }) => part) }
  })
  // One who clicks on nothing wants the keyboard nowhere.
  root.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return
    setTimeout(() => {
      if (held?.element === target && held.element.isConnected) held = undefined
    })
  })
  new MutationObserver(() => {
    if (!held || held.element.isConnected || !document.hasFocus()) return
    const { parts } = held
    held = undefined
    if (document.activeElement === document.body) giveTo(root, parts)
  }).observe(root, { subtree: true, childList: true })
}

function giveTo(root: Element, parts: readonly string[]) {
  for (const { part, haven } of havens) {
    const place = parts.includes(part) ? root.querySelector<HTMLElement>(haven) : null
    if (!place) continue
    place.focus({ preventScroll: true })
    return
  }
}
