import { openaiStream } from '../../endpoint/openai.ts'
import { renderRequest } from '../../endpoint/show.ts'
import { failing, tooLongFor } from '../../endpoint/tooLong.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { Gate } from '../access.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Report } from '../report.ts'
import { say } from '../say.ts'
import type { Turns } from '../turns.ts'
import { chooseLess, type Less } from './chooseLess.ts'
import type { Permission } from './permission.ts'
import { nowhere, type PromptOf } from './prompting.ts'
import { isSameQuestion, type Question, type Questions } from './questions.ts'
import type { Runner } from './runner.ts'

interface Needs {
  readonly turns: Turns
  readonly gate: Gate
  readonly endpoints: Endpoints
  readonly report: Report
  readonly questions: Questions
  readonly permission: Permission
  readonly promptOf: PromptOf
  readonly runner: Runner
  /** Whether anybody has said anything of a turn. */
  readonly isJudged: (turn: TurnId) => Promise<boolean>
  /** The turn that one looks at. */
  readonly inView: () => TurnId | null
}

/** Asks the endpoint in use. What is asked becomes a turn; each is done when that has ended. */
export interface Asking {
  readonly ask: (question: Question) => Promise<void>
  readonly followUp: (turn: TurnId, text: string) => Promise<void>
  readonly askAgain: (turn: TurnId) => Promise<void>
  /** Asks again with less of what the question had along, as the user chooses; false where the settings are wanted. */
  readonly askWithLess: (turn: TurnId) => Promise<boolean>
}

export function createAsking(needs: Needs): Asking {
  const { turns, gate, endpoints, report, questions, permission, promptOf, runner, isJudged, inView } = needs
  return { ask, followUp, askAgain, askWithLess }

  async function put(question: Question, instead?: TurnId): Promise<void> {
    const again = () => put(question, instead)
    if (!(await permission.allowed(question, again))) return undefined
    const profile = permission.usableProfile(again)
    if (!profile) return undefined
    const prompt = promptOf(question, profile)
    const request = { messages: prompt.messages }
    const gated = await gate(profile)
    if ('failure' in gated) return report.failure(gated.failure, { ask: again })
    const { access } = gated
    const stream = openaiStream(access)
    const tooLong = tooLongFor(profile, prompt.promptTokens, say)
    return runner.begin(question, {
      ...runner.runAt(profile, prompt),
      ...(instead && { instead }),
      request: renderRequest(access.profile, request, say),
      source: tooLong
        ? () => failing(tooLong)
        : (signal, id) => runner.heard(id, access, prompt.promptTokens, stream(request, signal)),
    })
  }

  /** What one looks at may have been a try of the same, in vain. */
  async function ask(question: Question): Promise<void> {
    const turn = inView()
    const before = turn === null ? undefined : questions.get(turn)?.question
    const tried = turn !== null && before !== undefined && isSameQuestion(before, question)
    await put(question, tried ? await replaceable(turn) : undefined)
  }

  async function followUp(turn: TurnId, text: string): Promise<void> {
    await put(questions.followUp(turn, text))
  }

  async function askAgain(turn: TurnId): Promise<void> {
    const before = questions.get(turn)?.question
    if (before) await put(before, await replaceable(turn))
  }

  /** The turn, where nothing is lost with it. */
  async function replaceable(turn: TurnId): Promise<TurnId | undefined> {
    return runner.isEmpty(turn) && !(await isJudged(turn)) ? turn : undefined
  }

  async function askWithLess(turn: TurnId): Promise<boolean> {
    const before = questions.get(turn)?.question
    const tokens = turns.head(turn)?.promptTokens
    if (!before || tokens === undefined) return false
    const { profile = nowhere } = endpoints.current()
    const less = await chooseLess(tokens, before.follows !== null, (way) =>
      promptOf(lessened(before, way), profile),
    )
    if (less && less.kind !== 'settings') await put(lessened(before, less), await replaceable(turn))
    return less?.kind !== 'settings'
  }
}

function lessened(question: Question, less: Less): Question {
  if (less.kind === 'budget') return { ...question, atMost: less.tokens }
  return less.kind === 'noHistory' ? { ...question, follows: null } : question
}
