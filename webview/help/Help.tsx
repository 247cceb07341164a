import { useLayoutEffect, useRef } from 'preact/hooks'
import { IconButton } from '../view/Icon.tsx'
import { usePage } from '../view/page.ts'
import { keyList } from './keyList.ts'
import { said } from './words.ts'

/** Lists all keys. While it is open, nothing else has the keyboard; closing gives it back. */
export function Help() {
  const { gesture } = usePage()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => gesture({ type: 'helpClosed' })}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Tab') stayInside(event)
        else if (event.key === 'Escape' || event.key === '?') {
          event.preventDefault()
          gesture({ type: 'helpClosed' })
        }
      }}
      onClick={(event) => {
        if (event.target === dialog.current) gesture({ type: 'helpClosed' })
      }}
    >
      <div class="help-head">
        <h2 id="help-title">{said.title}</h2>
        <IconButton name="close" label={said.closeList} onClick={() => gesture({ type: 'helpClosed' })} />
      </div>
      <div class="help-body" tabIndex={0} role="group" aria-labelledby="help-title">
        {keyList().map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(({ keys: names, does }) => (
                <div key={does} class="help-line">
                  <dt>
                    {names.map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p class="quiet">{said.note}</p>
      </div>
    </dialog>
  )
}

/** A modal dialog keeps the page out, but not what is around the page. */
function stayInside(event: KeyboardEvent) {
  const { currentTarget: dialog, target } = event
  if (!(dialog instanceof HTMLElement)) return
  const stops = [...dialog.querySelectorAll<HTMLElement>('button, [tabindex="0"]')]
  const at = stops.findIndex((stop) => stop === target)
  event.preventDefault()
  stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus()
}
