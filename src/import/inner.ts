import { isRecord, listOf } from '../base/json.ts'
import { chatIn } from './chats.ts'
import { chunkOf } from './chunks.ts'
import { isMessages, requestOf } from './question.ts'
import { transferIn } from './transfers.ts'
import { jsonIn } from './values.ts'

/** Logs and traces wrap what was said this deep, and no deeper. */
const deepest = 4

/**
 * What is known inside a record that is none itself: a line that a container or a logger wrote as JSON, a trace with its
 * observations. In order; nothing within what was found.
 */
export function knownIn(value: unknown, depth = 0): readonly unknown[] {
  const inner = typeof value === 'string' ? jsonIn(value) : value
  if (depth > 0 && isKnown(inner)) return [inner]
  if (depth === deepest || typeof inner !== 'object' || inner === null) return []
  const all = Array.isArray(inner) ? listOf(inner) : Object.values(inner)
  return all.flatMap((each) => knownIn(each, depth + 1))
}

function isKnown(value: unknown): boolean {
  if (isMessages(value)) return true
  if (!isRecord(value)) return false
  // An error of its own is no reply.
  return (
    'choices' in (chunkOf(value) ?? {}) ||
    transferIn(value) !== undefined ||
    chatIn(value) !== undefined ||
    (isMessages(value['messages']) && requestOf(value) !== undefined)
  )
}
