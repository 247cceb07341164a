import { excludedBy } from '../context/excluded.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { Live } from '../live.ts'
import type { Services } from '../services.ts'
import type { Turns } from '../turns.ts'
import { createAsking, type Asking } from './asking.ts'
import { createPermission, type Permission } from './permission.ts'
import { createPreviews, type Previews } from './previews.ts'
import { createPrompting, type PromptOf } from './prompting.ts'
import { Questions } from './questions.ts'
import { createRunner, type Runner } from './runner.ts'

interface Needs extends Services {
  readonly turns: Turns
  readonly live: Live
  readonly showText: (title: string, text: string) => Promise<void>
  /** Whether anybody has said anything of a turn. */
  readonly isJudged: (turn: TurnId) => Promise<boolean>
  /** The turn that one looks at. */
  readonly inView: () => TurnId | null
}

/** What leads from a question to a turn; each part knows those above it. */
export interface AskingParts {
  readonly questions: Questions
  readonly permission: Permission
  readonly promptOf: PromptOf
  readonly previews: Previews
  readonly runner: Runner
  readonly asking: Asking
}

export function openAsking(needs: Needs): AskingParts {
  const questions = new Questions()
  const permission = createPermission({ ...needs, excludedBy })
  const promptOf = createPrompting({ ...needs, questions })
  const previews = createPreviews({ ...needs, questions, permission, promptOf })
  const runner = createRunner({ ...needs, questions })
  const asking = createAsking({ ...needs, questions, permission, promptOf, runner })
  return { questions, permission, promptOf, previews, runner, asking }
}
