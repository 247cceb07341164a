import { l10n } from 'vscode'
import type { Conversation, ImportProblem } from '../../import/conversation.ts'
import { createImporter, importLimits } from '../../import/importer.ts'
import type { InsideFile } from '../../inside/insideFile.ts'
import { lasting } from '../lasting.ts'
import type { Source } from './source.ts'

/** What a source holds. */
export interface Reading {
  readonly found: readonly FoundConversation[]
  /** Some of them, of very many. */
  readonly problems: readonly ImportProblem[]
  /** All of them. */
  readonly problemCount: number
}

/** A conversation of a large source is read again when it is opened: only what is shown of it is kept. */
export type FoundConversation = Omit<Conversation, 'document'> & Partial<Pick<Conversation, 'document'>>

/** A conversation to open. */
export interface Opened {
  readonly text: string
  /** What its servers told of the inside of its runs. */
  readonly inside: InsideFile | undefined
}

/** Characters whose conversations are kept. */
const keep = 32 * 1024 * 1024
const mostProblems = 200

/** Reads a source, showing that it does where that takes long; undefined if it was cancelled. */
export async function readSource(source: Source): Promise<Reading | undefined> {
  return lasting(l10n.t('ThinkTree: Reading {0}', source.name), (signal) => readAll(source, signal))
}

/** What a conversation that was found has in it. */
export async function contentOf(source: Source, chosen: FoundConversation, index: number): Promise<Opened> {
  const { document } = chosen
  if (document) return opened({ ...chosen, document })
  let number = 0
  let found: Opened = { text: '', inside: undefined }
  const importer = createImporter(
    (conversation) => {
      if (number++ === index) found = opened(conversation)
    },
    () => undefined,
  )
  for await (const piece of source.pieces()) {
    importer.push(piece)
    if (number > index) break
  }
  if (number <= index) importer.end()
  return found
}

function opened({ document, inside }: Conversation): Opened {
  return { text: document(), inside: inside?.() }
}

async function readAll(source: Source, signal: AbortSignal): Promise<Reading | undefined> {
  const found: FoundConversation[] = []
  const problems: ImportProblem[] = []
  let problemCount = 0
  let read = 0
  const importer = createImporter(
    ({ document, inside, ...shown }) =>
      found.push(read > keep ? shown : { ...shown, document, ...(inside && { inside }) }),
    (problem) => {
      if (++problemCount <= mostProblems) problems.push(problem)
    },
    importLimits,
  )
  for await (const piece of source.pieces()) {
    if (signal.aborted) return undefined
    read += piece.length
    importer.push(piece)
    if (importer.full()) break
  }
  importer.end()
  return { found, problems, problemCount }
}
