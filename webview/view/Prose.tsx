import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import type { Send } from '../host.ts'
import { patchChildren } from '../patch.ts'
import { words } from '../words.ts'
import { memo } from './memo.ts'
import { usePage } from './page.ts'

interface Props {
  readonly turn: TurnId
  readonly text: string
  readonly known: Known
}

/** Model text as Markdown, drawn block by block: while it grows, only its end is drawn again. */
export const Prose = memo(function Prose({ turn, text, known }: Props) {
  const { markdown, send } = usePage()
  const [blocks] = useState(() => markdown.blocks())
  return (
    <div
      class="prose"
      onClick={(event) => follow(event, turn, send)}
      onKeyDown={(event) => press(event, turn, send)}
    >
      {blocks.update(text).map((block, index) => (
        <ProseBlock key={index} text={block.text} known={known} />
      ))}
    </div>
  )
})

const ProseBlock = memo(function ProseBlock({ text, known }: Omit<Props, 'turn'>) {
  const { markdown } = usePage()
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (place.current) patchChildren(place.current, markdown.render(text, known))
  }, [text, known])
  return <div class="prose-block" ref={place} />
})

/** Does what a link, citation or button inside model text is for; there are no handlers on the elements themselves. */
function follow(event: Event, turn: TurnId, send: Send) {
  const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do]') : null
  if (!target) return
  event.preventDefault()
  const { path, first, last, name, href } = target.dataset
  switch (target.dataset['do']) {
    case 'cite':
      send({
        type: 'openReference',
        turn,
        ...(path !== undefined && { path }),
        ...(first !== undefined && { first: Number(first) }),
        ...(last !== undefined && { last: Number(last) }),
        ...(name !== undefined && { name }),
      })
      break
    case 'link':
      if (href !== undefined) send({ type: 'openLink', href })
      break
    case 'copy':
      send({ type: 'copy', text: target.closest('.code')?.querySelector('code')?.textContent ?? '' })
      showCopied(target)
      break
    default:
      break
  }
}

function press(event: KeyboardEvent, turn: TurnId, send: Send) {
  const onLink = event.target instanceof Element && event.target.getAttribute('role') === 'link'
  if (event.key === 'Enter' && onLink) follow(event, turn, send)
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
