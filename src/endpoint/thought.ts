import type { ThoughtField } from './profile.ts'
import type { Message } from './stream.ts'

/** The field that holds a thought, for a message of the assistant; none where it is not told in one. */
export function thoughtIn(
  field: ThoughtField,
  thought: string,
): Pick<Message, 'reasoning' | 'reasoning_content'> {
  return field === 'reasoning' || field === 'reasoning_content' ? { [field]: thought } : {}
}

/** An earlier answer with its thought, as its server takes it back. */
export function withThought(field: ThoughtField, thought: string, answer: string): Message {
  const role = 'assistant'
  if (thought === '') return { role, content: answer }
  if (field !== 'content') return { role, content: answer, ...thoughtIn(field, thought) }
  const thinking = [{ type: 'text', text: thought }] as const
  return {
    role,
    content: [
      { type: 'thinking', thinking, closed: true },
      { type: 'text', text: answer },
    ],
  }
}
