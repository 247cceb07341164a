import { isRecord, listOf, parseJson, recordOf, textOf, type Fields } from '../base/json.ts'
import { partsText } from './message.ts'
import { noQuestion, type Exchange, type Question } from './exchange.ts'
import { isMessages, requestOf, saidIn, talkOf, type Talk } from './question.ts'

/** A question and its answers, in the fields of a data set; each answer is a conversation. Undefined if it is none. */
export function pairsIn(value: Fields): readonly (readonly Exchange[])[] | undefined {
  const input = recordOf(value['input'])
  if (isMessages(input['messages']))
    return answered(talkOf(input['messages']), [value['preferred_output'], value['non_preferred_output']])
  if (isMessages(value['prompt'])) return answered(talkOf(value['prompt']), answersIn(value))
  return evaluatedIn(value) ?? fieldsIn(value)
}

/** A sample of EleutherAI's evaluation harness: what its model was given, and each of its answers. */
function evaluatedIn({ arguments: given, resps }: Fields): readonly (readonly Exchange[])[] | undefined {
  if (!Array.isArray(resps)) return undefined
  const [first] = Array.isArray(given) ? listOf(given) : Object.values(recordOf(given))
  const [prompt] = Array.isArray(first) ? listOf(first) : Object.values(recordOf(first))
  const talk = promptAs(textOf(prompt))
  return talk && answered(talk, listOf(resps).flat(1))
}

/** Chat templates are applied later: until then the messages are written as JSON. */
function promptAs(prompt: string): Talk | undefined {
  const messages = parseJson(prompt)
  return requestOf(isMessages(messages) ? { messages } : { prompt })
}

/** The same question with each of its answers. */
export function answered({ exchanges, open }: Talk, answers: readonly unknown[]) {
  const question = open ?? noQuestion
  return answers
    .map(messageIn)
    .filter((message) => message !== undefined)
    .map((message) => [...exchanges, { question, ...saidIn(message) }])
}

export function answersIn(value: Fields): readonly unknown[] {
  if (value['chosen'] !== undefined) return [value['chosen'], value['rejected']]
  return isMessages(value['completion']) ? [value['completion']] : []
}

/** Texts under the names that data sets use; alpaca's `input` and `history` too. */
function fieldsIn(value: Fields): readonly (readonly Exchange[])[] | undefined {
  const first = (names: readonly string[]) =>
    names.map((name) => partsText(value[name])).find((text) => text !== '') ?? ''
  const inputs = [first(questions), 'instruction' in value ? textOf(value['input']) : '']
  const asked = [...new Set(inputs)].filter((text) => text !== '').join('\n')
  const reasoning = first(reasonings)
  const several = answersIn(value)
  const known = (several.length > 0 ? several : [first(answers)]).filter((each) => messageIn(each))
  if (reasoning === '' && (asked === '' || known.length === 0)) return undefined

  const base: Question = { ...noQuestion, model: textOf(value['model']), system: textOf(value['system']) }
  const before = listOf(value['history'])
    .map((pair) => (isRecord(pair) ? [pair['question'], pair['answer']] : listOf(pair)).map(textOf))
    .map(([text = '', answer = '']) => ({
      question: { ...base, text },
      ...saidIn({ content: answer }),
    }))
  return (known.length > 0 ? known : ['']).map((answer) => {
    const message = { ...messageIn(answer), ...(reasoning !== '' && { reasoning_content: reasoning }) }
    return [...before, { question: { ...base, text: asked }, ...saidIn(message) }]
  })
}

const questions = ['prompt', 'question', 'problem', 'instruction', 'query', 'input']
const reasonings = [
  'reasoning',
  'reasoning_content',
  'thinking',
  'think',
  'reasoning_trace',
  'thought',
  'cot',
]
const answers = ['completion', 'response', 'output', 'answer', 'content', 'generation', 'solution', 'text']

/** Of an answer that is text, a message or a list with one. */
function messageIn(answer: unknown): Fields | undefined {
  if (typeof answer === 'string') return answer === '' ? undefined : { content: answer }
  const message = Array.isArray(answer) ? listOf(answer).at(-1) : answer
  if (!isRecord(message)) return undefined
  return 'value' in message ? { ...message, content: message['value'] } : message
}
