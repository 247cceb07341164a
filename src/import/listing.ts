import type { Conversation, ImportProblem } from './conversation.ts'
import { createImporter, importLimits } from './importer.ts'

/** What a text holds. */
export interface Listing {
  readonly found: readonly Listed[]
  /** The first of them. */
  readonly problems: readonly ImportProblem[]
  readonly problemCount: number
}

/** Without its document where there is much text: that is read again when it is wanted. */
export type Listed = Omit<Conversation, 'document'> & Partial<Pick<Conversation, 'document'>>

/** Characters whose conversations are kept. */
const much = 32 * 1024 * 1024

/** Lists the conversations of a text that comes in pieces; of one that cannot be read again, all are kept. */
export async function listConversations(
  pieces: AsyncIterable<string>,
  mostProblems: number,
  { keep = much, limits = importLimits } = {},
): Promise<Listing> {
  const found: Listed[] = []
  const problems: ImportProblem[] = []
  let [read, problemCount] = [0, 0]
  for await (const each of conversationsIn(counted(), limits, problem))
    found.push(read > keep ? shownOf(each) : each)
  return { found, problems, problemCount }

  async function* counted() {
    for await (const piece of pieces) {
      read += piece.length
      yield piece
    }
  }

  function problem(each: ImportProblem) {
    if (++problemCount <= mostProblems) problems.push(each)
  }
}

/** The conversations of a text that comes in pieces, one after another. */
export async function* conversationsIn(
  pieces: AsyncIterable<string>,
  limits = importLimits,
  problem: (problem: ImportProblem) => void = () => undefined,
): AsyncGenerator<Conversation> {
  let found: Conversation[] = []
  const importer = createImporter((each) => found.push(each), problem, limits)
  for await (const piece of pieces) {
    importer.push(piece)
    yield* found
    found = []
    if (importer.full()) return
  }
  importer.end()
  yield* found
}

function shownOf({ line, form, title, model, turns }: Conversation): Listed {
  return { line, form, title, model, turns }
}
