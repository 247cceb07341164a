import type { Branch } from '../core/steering.ts'
import type { TurnValue } from '../core/turn.ts'
import type { Access } from '../endpoint/openai.ts'
import { writeDocument, type TraceDocument } from '../traces/document.ts'
import { editHead } from '../traces/edit.ts'
import { appendTurn } from '../traces/turns.ts'
import { Complaint } from './io.ts'

/** The document with a name for the turn, so that others can name it as their parent. */
export function withId(document: TraceDocument, index: number, question: string): TraceDocument {
  const turn = document.turns[index]
  const changes = {
    ...(turn?.head.id === '' && { id: freshId() }),
    ...(turn?.head.question === '' && { question }),
  }
  const named = turn && Object.keys(changes).length > 0 ? editHead(document, turn, changes) : document
  const last = named?.turns.at(-1)
  if (!named || named.newer !== undefined || !last?.layout.head || !last.layout.closed)
    throw new Complaint(
      'The file cannot be changed: a head in it is broken, or of a newer version of the format.',
    )
  return named
}

export function freshId(): string {
  return crypto.randomUUID().slice(0, 8)
}

interface Made {
  readonly id: string
  readonly branch: Branch
  readonly value: TurnValue
  readonly question: string
  readonly access: Access
}

/** The text of the document with the branch at its end. */
export function withBranch(
  document: TraceDocument,
  index: number,
  { id, branch, value, question, access }: Made,
): string {
  const parent = document.turns[index]?.head
  const longer = appendTurn(document, {
    head: {
      ...(parent && { subject: parent.subject, context: parent.context, names: parent.names }),
      id,
      parent: parent?.id ?? '',
      branch,
      question,
      model: access.profile.model,
      endpoint: access.profile.name,
      asked: new Date().toISOString(),
    },
    value,
  })
  return writeDocument(longer ?? document)
}
