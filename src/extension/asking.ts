import { l10n, type Uri } from 'vscode'
import type { Delta } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import { cardInForce, type ModelCard } from '../base/modelCard.ts'
import type { Prices } from '../base/prices.ts'
import { subjectOf } from '../endpoint/context.ts'
import { openaiStream, type Access } from '../endpoint/openai.ts'
import { completionsUrl, createProfile, type Profile } from '../endpoint/profile.ts'
import { createPrompt, promptBudget, type Exchange, type Prompt } from '../endpoint/prompt.ts'
import { renderRequest } from '../endpoint/show.ts'
import { failing, tooLongFor } from '../endpoint/tooLong.ts'
import { nothingKnown } from '../core/references.ts'
import type { SplitOptions } from '../core/splitter.ts'
import type { Cut } from '../core/turn.ts'
import type { GoesOn, TurnBranch, TurnHead, TurnId } from '../protocol/webview.ts'
import type { Gate } from './access.ts'
import { chooseLess, type Less } from './chooseLess.ts'
import type { Gathered } from './context/gather.ts'
import type { Live } from './live.ts'
import type { Continuing } from './continuing.ts'
import type { Place } from './editor/places.ts'
import type { Report } from './report.ts'
import { say } from './say.ts'
import type { Endpoints } from './endpoints.ts'
import type { Settings } from './settings.ts'
import type { Totals } from './totals.ts'
import type { Source, Turns } from './turns.ts'

/** A question, and where it stands. */
export interface Question {
  readonly text: string
  readonly gathered: Gathered | null
  readonly follows: TurnId | null
  /** Tokens that it may have, where these are fewer than the settings say. */
  readonly atMost?: number
}

/** Who answers, with what. */
export interface Run {
  readonly model: string
  readonly endpoint: string
  readonly sample: boolean
  readonly split: SplitOptions
  readonly prompt: Prompt
  /** The request in full, for people. */
  readonly request: string
  readonly prices?: Prices
  /** What is known of the model, where somebody has said it. */
  readonly card?: ModelCard
  readonly goesOn?: GoesOn
  /** Where the question goes. */
  readonly address?: string
  readonly source: (signal: AbortSignal, turn: TurnId) => ReturnType<Source>
  /** Of a turn that parts from another. */
  readonly branch?: TurnBranch
  /** What it begins with. */
  readonly cut?: Cut
}

interface Needs {
  readonly turns: Turns
  readonly gate: Gate
  readonly totals: Totals
  readonly live: Live
  readonly continuing: Continuing
  readonly endpoints: Endpoints
  readonly settings: () => Settings
  /** What keeps a file from being sent, such as `.gitignore`. */
  readonly excludedBy: (file: Uri, globs: readonly string[]) => Promise<string | undefined>
  readonly report: Report
  readonly showPanel: (follows: TurnId | null) => void
  readonly showText: (title: string, text: string) => Promise<void>
  readonly trySample: () => unknown
}

/** Stands in a preview for the endpoint that is not set yet. */
const nowhere = createProfile({
  name: 'none',
  baseUrl: 'http://no-endpoint-is-set/v1',
  model: 'no model is set',
})

interface Sent {
  readonly question: Question
  /** The request in full, for people. */
  readonly request: string
}

export type Asking = ReturnType<typeof createAsking>

/** Turns questions into turns: builds the prompt, starts the run, remembers what was sent. */
export function createAsking(needs: Needs) {
  const {
    turns,
    gate,
    totals,
    live,
    continuing,
    endpoints,
    settings,
    report,
    showPanel,
    showText,
    trySample,
  } = needs
  const asked = new Map<TurnId, Sent>()
  return {
    possible,
    open,
    ask,
    askAgain,
    askWithLess,
    followUp,
    begin,
    runAt,
    heard,
    allowed,
    promptOf,
    preview,
    previewFollowUp,
    showRequest,
    describe,
    placeOf,
    /** What a turn was asked with. */
    sent: (id: TurnId) => asked.get(id),
    remember,
    usableProfile,
    /** It was sent again, in another way. */
    sentAgain: (id: TurnId, request: string) => {
      const before = asked.get(id)
      if (before) asked.set(id, { ...before, request })
    },
    forget: (id: TurnId) => void asked.delete(id),
  }

  /** A turn of before can be gone on with. */
  function remember(
    head: TurnHead,
    { request, gathered }: Pick<Sent, 'request'> & Pick<Question, 'gathered'>,
  ) {
    asked.set(head.id, { request, question: { text: head.question, gathered, follows: head.follows } })
  }

  /** Whether a question can be asked; says why where it cannot. */
  function possible(): boolean {
    return usableProfile() !== undefined
  }

  /** Opens the panel ahead of a question, so that it is there when the code is gathered; false if nothing can be asked. */
  function open(): boolean {
    if (!possible()) return false
    showPanel(null)
    return true
  }

  function ask(text: string, gathered: Gathered | null, follows: TurnId | null = null): Promise<void> {
    return put({ text, gathered, follows })
  }

  async function put(question: Question): Promise<void> {
    if (!(await allowed(question))) return undefined
    const profile = usableProfile()
    if (!profile) return undefined
    const prompt = promptOf(question, profile)
    const request = { messages: prompt.messages }
    const gated = await gate(profile)
    if ('failure' in gated) return report.failure(gated.failure)
    const stream = openaiStream(gated.access)
    const tooLong = tooLongFor(profile, prompt.promptTokens, say)
    await begin(question, {
      ...runAt(profile, prompt),
      request: renderRequest(gated.access.profile, request, say),
      source: tooLong
        ? () => failing(tooLong)
        : (signal, id) => heard(id, gated.access, prompt.promptTokens, stream(request, signal)),
    })
    return undefined
  }

  /** What is known beforehand of a run at this endpoint. */
  function runAt(profile: Profile, prompt: Prompt): Omit<Run, 'request' | 'source'> {
    return {
      model: profile.model,
      endpoint: profile.name,
      sample: false,
      split: profile.split,
      prompt,
      goesOn: continuing.mayGoOn(profile),
      address: completionsUrl(profile),
      ...(profile.prices && { prices: profile.prices }),
      ...(profile.card && { card: profile.card }),
    }
  }

  /** The same deltas, counted; while they come, their server can be told something. */
  function heard(
    turn: TurnId,
    access: Access,
    promptTokens: number,
    deltas: AsyncIterable<Delta>,
  ): AsyncIterable<Delta> {
    return live.watch(turn, access, totals.count(access.profile, promptTokens, deltas))
  }

  /** Runs a turn to its end in the panel. */
  async function begin(question: Question, run: Run): Promise<void> {
    const { text, gathered, follows } = question
    const known = gathered?.place.known ?? nothingKnown
    const card = cardInForce(run)
    const head: TurnHead = {
      id: crypto.randomUUID() as TurnId,
      follows,
      ...(run.branch && { branch: run.branch }),
      question: text,
      model: run.model,
      endpoint: run.endpoint,
      subject: subjectOf(gathered?.context ?? null),
      promptTokens: run.prompt.promptTokens,
      promptBudget: run.prompt.budget,
      leftOut: run.prompt.leftOut,
      known,
      sample: run.sample,
      ...(run.prices && { prices: run.prices }),
      ...(card && { card }),
      ...(run.goesOn !== undefined && { goesOn: run.goesOn }),
      ...(run.address !== undefined && { address: run.address }),
      askedAt: Date.now(),
    }
    asked.set(head.id, { question, request: run.request })
    showPanel(run.branch?.of ?? follows)
    await turns.start(head, run.split, (signal) => run.source(signal, head.id), run.cut)
  }

  async function askAgain(id: TurnId): Promise<void> {
    const before = asked.get(id)?.question
    if (before) await put(before)
  }

  /** Asks again with less of what the question had along, as the user chooses; false where the settings are wanted. */
  async function askWithLess(id: TurnId): Promise<boolean> {
    const before = asked.get(id)?.question
    const tokens = turns.get(id)?.head.promptTokens
    if (!before || tokens === undefined) return false
    const { profile = nowhere } = endpoints.current()
    const less = await chooseLess(tokens, before.follows !== null, (way) =>
      promptOf(lessened(before, way), profile),
    )
    if (less && less.kind !== 'settings') await put(lessened(before, less))
    return less?.kind !== 'settings'
  }

  function lessened(question: Question, less: Less): Question {
    if (less.kind === 'budget') return { ...question, atMost: less.tokens }
    return less.kind === 'noHistory' ? { ...question, follows: null } : question
  }

  async function followUp(id: TurnId, text: string): Promise<void> {
    await ask(text, asked.get(id)?.question.gathered ?? null, id)
  }

  /** Shows what would be sent, even where no endpoint is set yet. */
  async function preview(text: string, gathered: Gathered | null, follows: TurnId | null): Promise<void> {
    if (await isExcluded(gathered)) return undefined
    const profile = endpoints.current().profile ?? nowhere
    const { messages } = promptOf({ text, gathered, follows }, profile)
    await showText(l10n.t('What will be sent'), renderRequest(profile, { messages }, say))
  }

  async function previewFollowUp(id: TurnId, text: string): Promise<void> {
    await preview(text, asked.get(id)?.question.gathered ?? null, id)
  }

  async function showRequest(id: TurnId): Promise<void> {
    const turn = asked.get(id)
    if (turn) await showText(l10n.t('What was sent'), turn.request)
  }

  /** What a question about this code is about and how large it is, in a line. */
  function describe(gathered: Gathered): string {
    const { name, profile = nowhere } = endpoints.current()
    const { promptTokens, budget, leftOut } = promptOf({ text: '', gathered, follows: null }, profile)
    const size = l10n.t('≈ {0} of {1} tokens', promptTokens.toLocaleString(), budget.toLocaleString())
    const missing = leftOut.length > 0 ? ` · ${l10n.t('left out: {0}', leftOut.join('; '))}` : ''
    return `${subjectOf(gathered.context)} · ${size}${missing} · ${name}`
  }

  function placeOf(id: TurnId): Place | undefined {
    const gathered = asked.get(id)?.question.gathered
    return gathered ? { ...gathered.place, text: gathered.context.text } : undefined
  }

  /** Whether this may be asked of the endpoint now. */
  async function allowed(question: Question): Promise<boolean> {
    return !(await isExcluded(question.gathered)) && (await isConfirmed())
  }

  /** Whether the code may not leave this machine; says so where it may not. */
  async function isExcluded(gathered: Gathered | null): Promise<boolean> {
    const file = gathered?.place.file
    if (!gathered || !file) return false
    const by = await needs.excludedBy(file, settings().exclude)
    if (by === undefined) return false
    const message = l10n.t('{0} is excluded by {1}: it is never sent.', gathered.context.path, by)
    report.failure({ code: 'excluded', message, action: 'chooseContext', detail: '' })
    return true
  }

  /** Whether the workspace's proposal, if one is in use, is still what the user took. */
  async function isConfirmed(): Promise<boolean> {
    const failure = await endpoints.unconfirmed()
    if (failure) report.failure(failure)
    return !failure
  }

  function usableProfile(): Profile | undefined {
    const { profile, problem } = endpoints.current()
    if (problem?.code === 'noEndpoint') void offerEndpoint(problem)
    else if (problem) report.failure(problem, { [l10n.t('Try a Sample')]: trySample })
    return problem ? undefined : profile
  }

  /** What the workspace proposes, where it does; else to add one, or to do without. */
  async function offerEndpoint(problem: Failure): Promise<void> {
    const [proposal] = await endpoints.proposals()
    if (!proposal) return report.failure(problem, { [l10n.t('Try a Sample')]: trySample })
    const message = l10n.t('No endpoint is set yet; this workspace proposes “{0}”.', proposal.reading.name)
    return report.failure({ ...problem, message, action: 'chooseEndpoint' })
  }

  function promptOf({ text, gathered, follows, atMost }: Question, profile: Profile): Prompt {
    const { contextTokens, instructions } = settings()
    return createPrompt({
      question: instructions === '' ? text : `${text}\n\n${instructions}`,
      context: gathered?.context ?? null,
      history: historyOf(follows),
      policy: profile.history,
      thoughtField: profile.thoughtField,
      budget: promptBudget(profile, Math.min(contextTokens, atMost ?? contextTokens)),
      say,
    })
  }

  function historyOf(id: TurnId | null): readonly Exchange[] {
    const turn = id === null ? undefined : asked.get(id)?.question
    if (id === null || !turn) return []
    const { answer = '', reasoning = '' } = turns.get(id)?.value ?? {}
    const exchange = { question: turn.text, answer: answer.trim(), reasoning }
    return [...historyOf(turn.follows), ...(exchange.answer === '' ? [] : [exchange])]
  }
}
