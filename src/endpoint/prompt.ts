import { inEnglish, type Say } from '../base/say.ts'
import { estimateTokens } from '../base/tokens.ts'
import { rangeOf, type CodeContext, type CodeDiagnostic } from './context.ts'
import { excerptOf } from './excerpt.ts'
import { fence } from '../base/fence.ts'
import type { HistoryPolicy, Profile, ThoughtField } from './profile.ts'
import type { Message, Part } from './stream.ts'
import { withThought } from './thought.ts'

/** An earlier question of the conversation and its answer. */
export interface Exchange {
  readonly question: string
  readonly answer: string
  /** Sent only where the endpoint's history has thinking in it. */
  readonly reasoning?: string
}

export interface Asking {
  readonly question: string
  /** `null` asks without code. It stands with the first question of the conversation. */
  readonly context: CodeContext | null
  readonly history: readonly Exchange[]
  readonly policy: HistoryPolicy
  /** How a thought is sent back, where the policy has it so. */
  readonly thoughtField?: ThoughtField
  /** Estimated tokens that the whole request may have. The question itself is always sent in full. */
  readonly budget: number
  /** How what was left out is named; in English without it. */
  readonly say?: Say
}

export interface Prompt {
  readonly messages: readonly Message[]
  /** Estimated. */
  readonly promptTokens: number
  /** What they were held to. */
  readonly budget: number
  /** What did not fit in the budget, in words. */
  readonly leftOut: readonly string[]
}

/**
 * What is sent for a question. No system prompt, as the authors of R1 advise (its model card: all instructions in the
 * user's message). Earlier turns take at most half the budget, the newest first; the code takes what is left.
 */
export function createPrompt({
  question,
  context,
  history,
  policy,
  thoughtField = '',
  budget,
  say = inEnglish,
}: Asking): Prompt {
  const asked = policy === 'none' ? [] : history.map(policy === 'thinking' ? (each) => each : withoutThought)
  const messagesOf = ({ question: before, answer, reasoning = '' }: Exchange): readonly Message[] => [
    { role: 'user', content: before },
    withThought(thoughtField, reasoning.trim(), answer),
  ]
  const kept = newest(asked, messagesOf, budget / 2 - tokensOf(question))
  const talk = kept.flatMap(messagesOf)
  const first = kept[0]?.question ?? question
  const spent = tokensIn([...talk, { role: 'user', content: question }])
  const code = context ? codeOf(context, first, budget - spent, say) : { message: first, leftOut: [] }
  const messages = withFirst([...talk, { role: 'user', content: question }], code.message)
  return {
    messages,
    promptTokens: tokensIn(messages),
    budget,
    leftOut: [...code.leftOut, ...forgotten(asked.length - kept.length, say)],
  }
}

/** Tokens that a request may have: what is wished for, as far as room is left for thinking and answer. */
export function promptBudget({ contextLength, maxTokens }: Profile, wished: number): number {
  if (contextLength === null) return wished
  return Math.min(wished, contextLength - Math.min(maxTokens ?? contextLength, contextLength / 2))
}

/** Tokens that a message costs beside its text: role and separators. */
const perMessage = 4

function tokensOf(content: string): number {
  return estimateTokens(content) + perMessage
}

function tokensIn(messages: readonly Message[]): number {
  return messages.reduce((sum, message) => sum + tokensOf(textIn(message)), 0)
}

function textIn({ content, reasoning = '', reasoning_content = '' }: Message): string {
  return (
    reasoning + reasoning_content + (typeof content === 'string' ? content : content.map(textOfPart).join(''))
  )
}

function textOfPart(part: Part): string {
  return part.type === 'text' ? part.text : part.thinking.map(textOfPart).join('')
}

function withoutThought({ question, answer }: Exchange): Exchange {
  return { question, answer }
}

function withFirst([, ...others]: readonly Message[], content: string): readonly Message[] {
  return [{ role: 'user', content }, ...others]
}

function newest(
  history: readonly Exchange[],
  messagesOf: (exchange: Exchange) => readonly Message[],
  budget: number,
): readonly Exchange[] {
  let left = budget
  const from = history.findLastIndex((exchange) => {
    left -= tokensIn(messagesOf(exchange))
    return left < 0
  })
  return history.slice(from + 1)
}

function forgotten(turns: number, say: Say): readonly string[] {
  if (turns === 0) return []
  return [
    turns === 1
      ? say('the first question of this conversation')
      : say('the first {0} questions of this conversation', turns),
  ]
}

/** The first message: code, what the editor says of it, the question, how to cite. */
function codeOf(
  context: CodeContext,
  question: string,
  budget: number,
  say: Say,
): { readonly message: string; readonly leftOut: readonly string[] } {
  const { path, language, selection, diagnostics = [] } = context
  const about = selection
    ? `My question is about line${selection.first === selection.last ? '' : 's'} ${rangeOf(selection)} of \`${path}\`.`
    : `My question is about the file \`${path}\`.`
  const cite =
    `Cite code as \`path:line\` or \`path:first-last\` (such as \`${path}:${example(context)}\`) wherever you speak of it, ` +
    'while thinking and in the answer. Answer in Markdown.'
  const frame = (code: string, problems: string) =>
    [about, fence(code, `${language} ${path}`), problems, question, cite]
      .filter((part) => part !== '')
      .join('\n\n')

  const left = budget - tokensOf(frame('', '')) + tokensOf(question)
  const problems = problemsOf(diagnostics, path)
  const cost = problems === '' ? 0 : estimateTokens(problems) + 1
  const fits = cost <= left / 4
  const excerpt = excerptOf(context, fits ? left - cost : left, say)
  return {
    message: frame(excerpt.text, fits ? problems : ''),
    leftOut: fits ? excerpt.leftOut : [...excerpt.leftOut, say('the problems that the editor reports')],
  }
}

function example({ selection }: CodeContext): string {
  return selection ? rangeOf(selection).replace('–', '-') : '1'
}

function problemsOf(diagnostics: readonly CodeDiagnostic[], path: string): string {
  if (diagnostics.length === 0) return ''
  const list = diagnostics.map(({ line, severity, message, source }) => {
    const by = source === undefined ? severity : `${severity}, ${source}`
    return `- \`${path}:${line}\` (${by}): ${message.replace(/\s+/g, ' ').trim()}`
  })
  return ['The editor reports:', ...list].join('\n')
}
