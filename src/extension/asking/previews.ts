import { l10n } from 'vscode'
import { subjectOf } from '../../endpoint/context.ts'
import { renderRequest } from '../../endpoint/show.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { Gathered } from '../context/gather.ts'
import type { Endpoints } from '../endpoints.ts'
import { say } from '../say.ts'
import type { Permission } from './permission.ts'
import { nowhere, type PromptOf } from './prompting.ts'
import type { Question, Questions } from './questions.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly questions: Questions
  readonly permission: Permission
  readonly promptOf: PromptOf
  readonly showText: (title: string, text: string) => Promise<void>
}

/** Shows people what a question sends. */
export interface Previews {
  /** What would be sent, even where no endpoint is set yet. */
  readonly preview: (question: Question) => Promise<void>
  /** The same of a question that goes on with a turn. */
  readonly previewFollowUp: (turn: TurnId, text: string) => Promise<void>
  /** What was sent. */
  readonly showRequest: (turn: TurnId) => Promise<void>
  /** What a question about this code is about and how large it is, in a line. */
  readonly describe: (gathered: Gathered) => string
}

export function createPreviews(needs: Needs): Previews {
  const { endpoints, questions, permission, promptOf, showText } = needs
  return { preview, previewFollowUp, showRequest, describe }

  async function preview(question: Question): Promise<void> {
    if (await permission.isExcluded(question.gathered)) return
    const { profile = nowhere } = endpoints.current()
    const { messages } = promptOf(question, profile)
    await showText(l10n.t('What will be sent'), renderRequest(profile, { messages }, say))
  }

  async function previewFollowUp(turn: TurnId, text: string): Promise<void> {
    await preview(questions.followUp(turn, text))
  }

  async function showRequest(turn: TurnId): Promise<void> {
    const sent = questions.get(turn)
    if (sent) await showText(l10n.t('What was sent'), sent.request)
  }

  function describe(gathered: Gathered): string {
    const { name, profile = nowhere } = endpoints.current()
    const { promptTokens, budget, leftOut } = promptOf({ text: '', gathered, follows: null }, profile)
    const size = l10n.t('≈ {0} of {1} tokens', promptTokens.toLocaleString(), budget.toLocaleString())
    const missing = leftOut.length > 0 ? ` · ${l10n.t('left out: {0}', leftOut.join('; '))}` : ''
    return `${subjectOf(gathered.context)} · ${size}${missing} · ${name}`
  }
}
