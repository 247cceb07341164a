import { cardFor } from '../../base/modelCard.ts'
import { cameFrom, type TurnBranch, type TurnHead, type TurnId } from '../../protocol/webview.ts'
import type { DocumentTurn } from '../../traces/document.ts'
import type { Head } from '../../traces/head.ts'

/** What a `.think` document says of a turn, as far as its head knows. */
export function documentHead(head: TurnHead): Partial<Head> {
  const { known, prices, branch, main = false } = head
  const [asked, ...others] = known.paths
  return {
    id: head.id,
    parent: cameFrom(head) ?? '',
    ...(branch && { branch: branchOf(branch) }),
    main,
    question: head.question,
    model: head.model,
    endpoint: head.endpoint,
    asked: new Date(head.askedAt).toISOString(),
    subject: head.subject,
    context: asked === undefined ? [] : [contextOf(asked, head.subject), ...others.map((path) => ({ path }))],
    names: known.names,
    prompt: { tokens: head.promptTokens, budget: head.promptBudget, leftOut: head.leftOut },
    sample: head.sample,
    ...(prices && { prices }),
  }
}

/** The head of a turn of a document; `id` and `follows` stand in where it has no names of its own. */
export function turnHead(
  { head }: DocumentTurn,
  { id, follows }: { readonly id: TurnId; readonly follows: TurnId | null },
): TurnHead {
  const askedAt = Date.parse(head.asked)
  const card = cardFor(head.model)
  const parent = head.parent as TurnId
  return {
    id: head.id === '' ? id : (head.id as TurnId),
    follows: head.parent === '' || head.branch ? follows : parent,
    ...(head.branch && head.parent !== '' && { branch: { ...head.branch, of: parent } }),
    ...(head.main && { main: true }),
    question: head.question,
    model: head.model,
    endpoint: head.endpoint,
    subject: head.subject,
    promptTokens: head.prompt.tokens ?? 0,
    promptBudget: head.prompt.budget ?? 0,
    leftOut: head.prompt.leftOut,
    known: { paths: head.context.map(({ path }) => path), names: head.names },
    sample: head.sample,
    ...(head.prices && { prices: head.prices }),
    ...(card && { card }),
    askedAt: Number.isNaN(askedAt) ? 0 : askedAt,
  }
}

function branchOf({ kind, step, at, edit, carried }: TurnBranch): Head['branch'] {
  return {
    kind,
    ...(step !== undefined && { step }),
    at,
    ...(edit !== undefined && { edit }),
    ...(carried && { carried }),
  }
}

/** `src/cart.ts:12–30` says which lines of it were asked about. */
function contextOf(path: string, subject: string): Head['context'][number] {
  const [, first, last = first] = /^:(\d+)(?:–(\d+))?$/.exec(subject.slice(path.length)) ?? []
  return subject.startsWith(path) && first !== undefined
    ? { path, lines: [Number(first), Number(last)] }
    : { path }
}
