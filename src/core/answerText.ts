import type { TextChange } from './change.ts'
import { createGrowingText } from './growingText.ts'

/** An answer that grows at its end, of which what came since a mark may be taken back. */
export interface AnswerText {
  append(text: string): void
  mark(): void
  takeBack(): string
  clear(): void
  value(): string
  /** What changed since the last call, if anything did. */
  take(): TextChange | undefined
}

export function createAnswerText(): AnswerText {
  const head = createGrowingText()
  const tail = createGrowingText() // since the mark
  // What the last `take` said still holds up to `kept`; beyond it, head and tail are these.
  const newHead = createGrowingText()
  const newTail = createGrowingText()
  let kept = 0
  let told = 0

  return { append, mark, takeBack, clear, value, take }

  function append(text: string) {
    tail.append(text)
    newTail.append(text)
  }

  function mark() {
    head.append(tail.value())
    tail.clear()
    newHead.append(newTail.value())
    newTail.clear()
  }

  function takeBack(): string {
    const text = tail.value()
    tail.clear()
    newTail.clear()
    kept = Math.min(kept, head.size())
    return text
  }

  function clear() {
    for (const text of [head, tail, newHead, newTail]) text.clear()
    kept = 0
  }

  function value(): string {
    return head.value() + tail.value()
  }

  function take(): TextChange | undefined {
    if (kept === told && newHead.size() + newTail.size() === 0) return undefined
    const text = newHead.value() + newTail.value()
    const change = { keep: kept, text }
    newHead.clear()
    newTail.clear()
    kept = head.size() + tail.size()
    told = kept
    return change
  }
}
