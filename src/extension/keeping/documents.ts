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

/** What a window calls a turn, the one that it follows, and the one before it in its file or that it parted from. */
interface Names {
  readonly id: TurnId
  readonly follows: TurnId | null
  readonly of: TurnId | undefined
}

/** The head of a turn of a document. A parent that is not there keeps the name that its child has for it. */
export function turnHead({ head }: DocumentTurn, { id, follows, of }: Names): TurnHead {
  const askedAt = Date.parse(head.asked)
  const card = cardFor(head.model)
  const parent = of ?? (head.parent === '' ? undefined : (head.parent as TurnId))
  return {
    id,
    follows: head.branch ? follows : (follows ?? (of ? null : (parent ?? null))),
    ...(head.branch && parent && { branch: { ...head.branch, of: parent } }),
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
