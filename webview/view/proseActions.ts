import type { TurnId } from '../../src/protocol/webview.ts'
import type { Send } from '../host.ts'
import { words } from '../words.ts'

/** Does what a link, citation or button inside model text is for; the elements themselves have no handlers. */
export function doOf(event: Event, turn: TurnId, send: Send): void {
  const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do]') : null
  if (!target) return
  event.preventDefault()
  const { path, first, last, name, href } = target.dataset
  switch (target.dataset['do']) {
    case 'cite':
      return send({
        type: 'openReference',
        turn,
        ...(path !== undefined && { path }),
        ...(first !== undefined && { first: Number(first) }),
        ...(last !== undefined && { last: Number(last) }),
        ...(name !== undefined && { name }),
      })
    case 'link':
      return href === undefined ? undefined : send({ type: 'openLink', href })
    case 'copy':
      send({ type: 'copy', text: codeBeside(target) })
      return showCopied(target)
    case 'insert':
      return send({ type: 'insertCode', turn, text: codeBeside(target) })
    case 'compare':
      return send({ type: 'compareCode', turn, text: codeBeside(target) })
    case undefined:
    default:
  }
}

/** Links are not anchors with an address, so Enter is ours to hear. */
export function doOfKey(event: KeyboardEvent, turn: TurnId, send: Send): void {
  const onLink = event.target instanceof Element && event.target.getAttribute('role') === 'link'
  if (event.key === 'Enter' && onLink) doOf(event, turn, send)
}

function codeBeside(tool: HTMLElement): string {
  return tool.closest('.code')?.querySelector('code')?.textContent ?? ''
}

function showCopied(button: HTMLElement) {
  const icon = button.firstElementChild
  if (!icon) return
  icon.className = 'codicon codicon-check'
  button.title = words.copied
  setTimeout(() => {
    icon.className = 'codicon codicon-copy'
    button.title = words.copyCode
  }, 1500)
}
