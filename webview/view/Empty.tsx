import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { usePage } from './page.ts'

/** Before the first question: how to ask one. */
export function Empty() {
  const { send } = usePage()
  return (
    <main class="empty">
      <Icon name="list-tree" class="empty-icon" />
      <h1>{words.empty.title}</h1>
      {words.empty.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p class="empty-ways">
        <button type="button" class="button" onClick={() => send({ type: 'begin', by: 'sample' })}>
          {words.empty.sample}
        </button>
        <button type="button" class="button" onClick={() => send({ type: 'begin', by: 'endpoint' })}>
          {words.empty.endpoint}
        </button>
      </p>
    </main>
  )
}
