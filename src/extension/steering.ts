import { l10n } from 'vscode'
import type { Delta } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import { isAllBlank } from '../core/blank.ts'
import { cutOf } from '../core/goingOn.ts'
import { branchOf, closesThought, withheldOf, type NoBranch, type Steering } from '../core/steering.ts'
import type { Cut } from '../core/turn.ts'
import type { CutText } from '../endpoint/continuing/cut.ts'
import { carryStream } from '../endpoint/continuing/goOn.ts'
import type { Access, Outgoing } from '../endpoint/openai.ts'
import type { Profile } from '../endpoint/profile.ts'
import type { Prompt } from '../endpoint/prompt.ts'
import type { Message } from '../endpoint/stream.ts'
import { renderOutgoing } from '../endpoint/show.ts'
import { tokensToGoOn, tooLongFor } from '../endpoint/tooLong.ts'
import type { TurnBranch, TurnHead, TurnId, TurnView } from '../protocol/webview.ts'
import type { Gate } from './access.ts'
import type { Permission } from './asking/permission.ts'
import type { PromptOf } from './asking/prompting.ts'
import type { Question, Questions } from './asking/questions.ts'
import type { Runner } from './asking/runner.ts'
import type { Continuing } from './continuing.ts'
import type { Live } from './live.ts'
import type { Recognising } from './recognising.ts'
import type { Report } from './report.ts'
import { say } from './say.ts'
import type { Turns } from './turns.ts'

interface Needs {
  readonly turns: Turns
  readonly questions: Questions
  readonly permission: Permission
  readonly promptOf: PromptOf
  readonly runner: Runner
  readonly gate: Gate
  readonly live: Live
  readonly continuing: Continuing
  readonly profileOf: Recognising['profileOf']
  readonly report: Report
}

/** Leads turns on, or another way. */
export interface Steer {
  /** A turn that was cut is written on, in its own place. */
  readonly goOn: (id: TurnId) => Promise<void>
  /**
   * The thought ends where it is, and the answer follows: on the same stream where the server can be told so, else in
   * its own place where there is no answer yet.
   */
  readonly answerNow: (id: TurnId) => Promise<void>
  /** Turns of their own beside it, so many of them; it stays as it was. */
  readonly branch: (id: TurnId, steering: Steering, times?: number) => Promise<void>
  /** The question is asked anew with the thought in it, where the server cannot go on. */
  readonly carry: (id: TurnId) => Promise<void>
}

export function createSteer(needs: Needs): Steer {
  const { turns, questions, permission, promptOf, runner, gate, live, continuing, profileOf, report } = needs
  return { goOn, answerNow, branch, carry }

  async function goOn(id: TurnId): Promise<void> {
    const view = turns.get(id)
    if (!view) return
    const cut = view.head.sample ? undefined : cutOf(view.value)
    if (cut) await resume(view, cut)
    else report.notice(l10n.t('There is nothing here that could be resumed.'))
  }

  async function answerNow(id: TurnId): Promise<void> {
    if (await live.endThinking(id)) return
    await turns.stopped(id)
    const view = turns.get(id)
    if (!view) return
    const { value } = view
    if (value.state.kind === 'done' || !isAllBlank(value.answer)) return branch(id, { kind: 'answerNow' })
    const withheld = withheldOf(value)
    if (withheld || value.reasoning === '') return report.notice(sentenceOf(withheld ?? 'noReasoning'))
    await resume(view, { kept: value, at: 'answer' })
  }

  async function branch(id: TurnId, steering: Steering, times = 1): Promise<void> {
    const view = turns.get(id)
    if (!view) return
    const made = branchOf(view.value, steering)
    if ('problem' in made) return report.notice(sentenceOf(made.problem))
    const ready = await prepare(view.head, made.cut, 'orCurrent')
    if (!ready) return
    const from = { ...made.branch, of: id }
    if (steering.carried)
      return begin(ready, from, undefined, (signal, sent) =>
        carryStream(ready.access, ready.continued, signal, sent),
      )
    const one = () =>
      begin(ready, from, made.cut, (signal, sent) =>
        continuing.goOn(ready.access, ready.continued, signal, sent),
      )
    // The first finds out how, the others need not.
    if (continuing.known(ready.access.profile)) await Promise.all(Array.from({ length: times }, one))
    else for (let time = 0; time < times; time++) await one()
  }

  async function carry(id: TurnId): Promise<void> {
    const view = turns.get(id)
    if (!view) return
    const { head, value } = view
    const before: TurnBranch = head.branch ?? { kind: 'goOn', at: value.reasoning.length, of: id }
    const closed = closesThought(before.kind) || value.answer !== ''
    const cut: Cut = { kept: value, at: closed ? 'answer' : 'reasoning' }
    const ready = await prepare(head, cut, 'orCurrent')
    if (!ready) return
    // A branch that could not begin is replaced; what was cut stays.
    if (head.branch) turns.close(id)
    await begin(ready, { ...before, carried: true }, undefined, (signal, sent) =>
      carryStream(ready.access, ready.continued, signal, sent),
    )
  }

  async function resume({ head }: TurnView, cut: Cut): Promise<void> {
    const ready = await prepare(head, cut, 'same')
    if (!ready) return
    const { access, continued, tokens } = ready
    const { profile } = access
    const sent = (request: Outgoing) => questions.sentAgain(head.id, renderOutgoing(profile, request, say))
    await turns.goOn(head.id, profile.split, cut, (signal) =>
      runner.heard(head.id, access, tokens, continuing.goOn(access, continued, signal, sent)),
    )
  }

  async function begin(ready: Ready, from: TurnBranch, cut: Cut | undefined, stream: Stream): Promise<void> {
    const { access, question, prompt, tokens } = ready
    const { profile } = access
    await runner.begin(question, {
      ...runner.runAt(profile, prompt),
      request: '',
      source: (signal, id) => {
        const sent = (request: Outgoing) => questions.sentAgain(id, renderOutgoing(profile, request, say))
        return runner.heard(id, access, tokens, stream(signal, sent))
      },
      branch: from,
      ...(cut && { cut }),
    })
  }

  /** All that a request needs; undefined where nothing can be sent, which is said. */
  async function prepare(head: TurnHead, cut: Cut, whose: Whose): Promise<Ready | undefined> {
    const question = questionOf(head)
    if (!question || !(await permission.allowed(question))) return undefined
    const profile = profileOf(head) ?? (whose === 'orCurrent' ? permission.usableProfile() : undefined)
    if (!profile) {
      if (whose === 'same') report.failure(gone(head))
      return undefined
    }
    const gated = await gate(profile)
    if ('failure' in gated) return refuse(gated.failure, profile)
    const prompt = promptOf(question, profile)
    const { reasoning, answer } = cut.kept
    const tokens = tokensToGoOn(prompt.promptTokens, cut.kept)
    const tooLong = tooLongFor(profile, tokens, say)
    if (tooLong) return refuse(tooLong, profile)
    const continued = { messages: prompt.messages, cut: { reasoning, answer, at: cut.at } }
    return { access: gated.access, question, prompt, tokens, continued }
  }

  /** Of a file's turn, the file says what was asked, and not with which code. */
  function questionOf(head: TurnHead): Question | undefined {
    const known = questions.get(head.id)?.question
    if (known) return known
    let turn: TurnHead | undefined = head
    while (turn && !questions.get(turn.id)) {
      questions.remember(turn, { request: '', gathered: null })
      turn = turn.follows === null ? undefined : turns.head(turn.follows)
    }
    if (head.known.paths.length > 0)
      report.notice(l10n.t('It goes on without the code that was asked about: the file does not hold it.'))
    return questions.get(head.id)?.question
  }

  function refuse(failure: Failure, { name }: Profile): undefined {
    report.failure(failure, { endpoint: name })
    return undefined
  }
}

/** Which endpoint goes on: the one that began, or where that is gone the one in use. */
type Whose = 'same' | 'orCurrent'

type Stream = (signal: AbortSignal, sent: (request: Outgoing) => void) => AsyncIterable<Delta>

interface Ready {
  readonly access: Access
  readonly question: Question
  readonly prompt: Prompt
  /** Estimated, with what is kept. */
  readonly tokens: number
  readonly continued: { readonly messages: readonly Message[]; readonly cut: CutText }
}

function sentenceOf(problem: NoBranch): string {
  switch (problem) {
    case 'hidden':
      return l10n.t('The server withheld this reasoning, or encrypted it: nobody else can go on from there.')
    case 'signed':
      return l10n.t(
        'The server signed this reasoning: it takes it back only as it is, so nothing can be led from it.',
      )
    case 'noReasoning':
      return l10n.t('There is no reasoning here to go on from.')
    case 'noPlace':
      return l10n.t('That step is not there any more.')
    case 'nothingLeft':
      return l10n.t('Nothing of the thought would be left to go on from.')
  }
}

function gone({ endpoint }: TurnHead) {
  const message = l10n.t('The endpoint “{0}” is not there any more.', endpoint)
  return { code: 'noEndpoint', message, action: 'chooseEndpoint', detail: '' } as const
}
