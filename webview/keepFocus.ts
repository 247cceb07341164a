/** Where the keyboard goes when what had it is gone: the nearest there is of the same part, or the next best. */
const havens = [
  { part: '.tree', haven: '.tree [tabindex="0"]' },
  { part: '.tabs', haven: '[role=tab][aria-selected=true]' },
  { part: '.ways', haven: '.way[aria-current=true]' },
  { part: '.beside', haven: '.ways [aria-expanded]' },
  { part: '.detail', haven: '.detail-body' },
  { part: '.bar', haven: '.tree [tabindex="0"]' },
  { part: '*', haven: '.tree [tabindex="0"]' },
  { part: '*', haven: '.answer' },
  { part: '*', haven: 'button' },
]

/**
 * Sees to it that the keyboard is never on nothing because what had it was taken away, or because it was elsewhere in
 * VS Code meanwhile, such as in the Command Palette.
 */
export function keepFocus(root: HTMLElement): void {
  /** What has the keyboard, and the parts around it. */
  let held: { readonly element: HTMLElement; readonly parts: readonly string[] } | undefined
  root.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    const around = havens.filter(({ part }) => target.closest(part))
    held = { element: target, parts: around.map(({ part }) => part) }
  })
  // One who clicks on nothing wants the keyboard nowhere; one who leaves the page will come back.
  root.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return
    setTimeout(() => {
      if (held?.element === target && held.element.isConnected && document.hasFocus()) held = undefined
    })
  })
  new MutationObserver(() => {
    if (held && !held.element.isConnected && document.hasFocus()) giveBack()
  }).observe(root, { subtree: true, childList: true })
  // A page in a frame forgets what had the keyboard when another frame takes it; at first nothing had.
  window.addEventListener('focus', giveBack)

  function giveBack() {
    if (document.activeElement !== document.body) return
    // Another row may have been chosen meanwhile.
    const still = held?.element.isConnected && !held.parts.includes('.tree')
    const place = still ? held?.element : havenIn(root, held?.parts ?? ['*'])
    place?.focus({ preventScroll: true })
  }
}

function havenIn(root: Element, parts: readonly string[]): HTMLElement | undefined {
  for (const { part, haven } of havens) {
    const place = parts.includes(part) ? root.querySelector<HTMLElement>(haven) : null
    if (place) return place
  }
  return undefined
}
