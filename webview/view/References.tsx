import { useState } from 'preact/hooks'
import type { Reference } from '../../src/core/references.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { labelOf, targetOf } from '../places.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { usePage } from './page.ts'

interface Props {
  readonly turn: TurnId
  readonly references: readonly Reference[]
}

/** More are shown on demand. */
const most = 8

/** The code a step speaks of, each place once. */
export function References({ turn, references }: Props) {
  const { send } = usePage()
  const [all, setAll] = useState(false)
  const places = [...new Map(references.map((one) => [labelOf(one), one]))]
  if (places.length === 0) return null
  const shown = all ? places : places.slice(0, most)
  return (
    <div class="chips">
      {shown.map(([label, reference]) => (
        <button
          key={label}
          type="button"
          class="chip"
          title={words.openReference(label)}
          onClick={() => send({ type: 'openReference', turn, ...targetOf(reference) })}
        >
          <Icon name={reference.name === undefined ? 'go-to-file' : 'symbol-method'} />
          {label}
        </button>
      ))}
      {shown.length < places.length && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {words.moreReferences(places.length - shown.length)}
        </button>
      )}
    </div>
  )
}
