import type { ConfigurationScope } from 'vscode'
import { createProfile, type Profile } from '../../endpoint/profile.ts'
import { createPrompt, promptBudget, type Exchange, type Prompt } from '../../endpoint/prompt.ts'
import type { TurnId } from '../../protocol/webview.ts'
import { fileOf } from '../context/fileOf.ts'
import type { Gathered } from '../context/gather.ts'
import { say } from '../say.ts'
import type { Settings } from '../settings.ts'
import type { Turns } from '../turns.ts'
import type { Question, Questions } from './questions.ts'

interface Needs {
  readonly turns: Turns
  readonly questions: Questions
  readonly settings: (scope?: ConfigurationScope) => Settings
}

/** What is sent to an endpoint for a question: its text, its code, and the turns before it, as far as there is room. */
export type PromptOf = (question: Question, profile: Profile) => Prompt

/** Stands in for the endpoint where none is set yet. */
export const nowhere = createProfile({
  name: 'none',
  baseUrl: 'http://no-endpoint-is-set/v1',
  model: 'no model is set',
})

export function createPrompting({ turns, questions, settings }: Needs): PromptOf {
  return function promptOf({ text, gathered, follows, atMost }, profile) {
    const { contextTokens, instructions } = settings(gathered ? codeOf(gathered) : undefined)
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
    const turn = id === null ? undefined : questions.get(id)?.question
    if (id === null || !turn) return []
    const { answer = '', reasoning = '' } = turns.get(id)?.value ?? {}
    const exchange = { question: turn.text, answer: answer.trim(), reasoning }
    return [...historyOf(turn.follows), ...(exchange.answer === '' ? [] : [exchange])]
  }
}

/** The settings of its folder and of its language count, whatever editor is in front by now. */
function codeOf({ context, place }: Gathered): ConfigurationScope {
  return { ...(place.file && { uri: fileOf(place.file) }), languageId: context.language }
}
