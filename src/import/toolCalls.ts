import { listOf, numberOf, recordOf, textOf } from '../base/json.ts'
import type { ToolCall } from '../traces/head.ts'

/** Puts the calls of tools of one reply together, from the pieces in which a stream has them. */
export interface ToolCalls {
  /** What a message or a piece of one holds. */
  push(message: Readonly<Record<string, unknown>>): void
  calls(): readonly ToolCall[]
}

export function createToolCalls(): ToolCalls {
  const known = new Map<number, { name: string; arguments: string }>()
  return {
    push(message) {
      const before = known.size
      for (const [place, value] of listOf(message['tool_calls']).entries()) {
        const call = recordOf(value)
        // Ollama numbers none, and sends each whole.
        const index = numberOf(call['index']) ?? before + place
        const made = known.get(index) ?? { name: '', arguments: '' }
        const asked = recordOf(call['function'])
        known.set(index, {
          name: made.name + textOf(asked['name']),
          arguments: made.arguments + argumentsIn(asked['arguments']),
        })
      }
    },
    calls: () => [...known.values()],
  }
}

/** The calls of one whole message. */
export function toolCallsOf(message: Readonly<Record<string, unknown>>): readonly ToolCall[] {
  const calls = createToolCalls()
  calls.push(message)
  return calls.calls()
}

/** A text in most APIs, an object in Ollama's own. */
function argumentsIn(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value)
}
