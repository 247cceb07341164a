import { words } from '../words.ts'
import { Icon } from './Icon.tsx'

/** Before the first question: how to ask one. */
export function Empty() {
  return (
    <main class="empty">
      <Icon name="list-tree" class="empty-icon" />
      <h1>{words.empty.title}</h1>
      {words.empty.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </main>
  )
}
