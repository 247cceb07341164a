import { l10n } from 'vscode'
import type { Conversation } from '../../import/conversation.ts'
import { conversationsIn, listConversations, type Listed, type Listing } from '../../import/listing.ts'
import type { InsideFile } from '../../inside/insideFile.ts'
import { lasting } from '../lasting.ts'
import type { Source } from './source.ts'

/** A conversation to open. */
export interface Opened {
  readonly text: string
  /** What its servers told of the inside of its runs. */
  readonly inside: InsideFile | undefined
}

const mostProblems = 200

/** Reads a source, showing that it does where that takes long; undefined if it was cancelled. */
export async function readSource(source: Source): Promise<Listing | undefined> {
  return lasting(l10n.t('ThinkTree: Reading {0}', source.name), async (signal) => {
    const listing = await listConversations(until(signal, source.pieces()), mostProblems)
    return signal.aborted ? undefined : listing
  })
}

/** What a conversation that was found has in it. */
export async function contentOf(source: Source, chosen: Listed, index: number): Promise<Opened> {
  const { document } = chosen
  if (document) return opened({ ...chosen, document })
  let number = 0
  for await (const each of conversationsIn(source.pieces())) if (number++ === index) return opened(each)
  return { text: '', inside: undefined }
}

function opened({ document, inside }: Conversation): Opened {
  return { text: document(), inside: inside?.() }
}

async function* until(signal: AbortSignal, pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) {
    if (signal.aborted) return
    yield piece
  }
}
