/* What the readers of our files do with them, by their own code: docs/export.md names it. A row that one of them would
   refuse, drop or cut throws. */

interface Message {
  readonly role: string
  readonly content: string
}

/** TRL, conversational: language modelling. */
export function trlMessages(row: unknown): readonly Message[] {
  const { messages } = keysOf(row, 'messages')
  return conversation(messages, 'assistant')
}

/** TRL, conversational: the prompt ends with a person, the completion is the assistant's. */
export function trlPromptCompletion(row: unknown): {
  prompt: readonly Message[]
  completion: readonly Message[]
} {
  const { prompt, completion } = keysOf(row, 'prompt', 'completion')
  return { prompt: conversation(prompt, 'user'), completion: onlyAssistant(completion) }
}

/** TRL, conversational, explicit prompt: DPO and its kin. */
export function trlPreference(row: unknown) {
  const { prompt, chosen, rejected } = keysOf(row, 'prompt', 'chosen', 'rejected')
  return {
    prompt: conversation(prompt, 'user'),
    chosen: onlyAssistant(chosen),
    rejected: onlyAssistant(rejected),
  }
}

/** TRL's RewardTrainer: no prompt of its own; both begin alike and end with an answer. */
export function trlReward(row: unknown) {
  const { chosen, rejected } = keysOf(row, 'chosen', 'rejected')
  const [good, bad] = [conversation(chosen, 'assistant'), conversation(rejected, 'assistant')]
  if (JSON.stringify(good.slice(0, -1)) !== JSON.stringify(bad.slice(0, -1))) throw new Error('two prompts')
  if (good.at(-1)?.content === bad.at(-1)?.content) throw new Error('nothing to prefer')
  return { chosen: good, rejected: bad }
}

/** TRL's KTOTrainer: a label is a boolean. */
export function trlKto(row: unknown) {
  const { prompt, completion, label } = keysOf(row, 'prompt', 'completion', 'label')
  if (typeof label !== 'boolean') throw new Error('a label that is no boolean')
  return { prompt: conversation(prompt, 'user'), completion: onlyAssistant(completion), label }
}

/** TRL's GRPOTrainer: a prompt; `solution` goes to open-r1's and TRL's reward of the answer, which reads texts. */
export function trlGrpo(row: unknown) {
  const { prompt, solution } = keysOf(row, 'prompt', 'solution')
  if (typeof solution !== 'string' || solution.trim() === '') throw new Error('no solution')
  return { prompt: conversation(prompt, 'user'), solution }
}

/** TRL's PRMTrainer, and axolotl's `stepwise_supervised`: standard only, as many labels as steps, joined by a separator. */
export function trlStepwise(row: unknown, separator = '\n') {
  const { prompt, completions, labels } = keysOf(row, 'prompt', 'completions', 'labels')
  if (typeof prompt !== 'string' || prompt === '') throw new Error('no prompt')
  const steps = texts(completions)
  if (!Array.isArray(labels) || labels.length !== steps.length) throw new Error('steps without labels')
  if (!labels.every((label) => typeof label === 'boolean')) throw new Error('a label that is no boolean')
  if (steps.length === 0 || steps.some((step) => step.trim() === '' || step.includes(separator)))
    throw new Error('a step')
  return {
    prompt,
    steps,
    labels: labels as boolean[],
    text: prompt + steps.map((step) => step + separator).join(''),
  }
}

/** LLaMA-Factory's sharegpt converter: roles by place, else the row is skipped. */
export function llamaSharegpt(row: unknown): readonly Message[] {
  const { conversations } = keysOf(row, 'conversations', 'system')
  const turns = list(conversations).map((turn) => {
    const { from, value } = keysOf(turn, 'from', 'value')
    return { role: String(from), content: String(value) }
  })
  if (turns.length % 2 !== 0) throw new Error('Invalid message count')
  for (const [index, { role }] of turns.entries()) {
    if (!(index % 2 === 0 ? ['human', 'observation'] : ['gpt', 'function_call']).includes(role))
      throw new Error('Invalid role tag')
  }
  return turns
}

/** LLaMA-Factory's sharegpt converter of a ranking: an odd count, a message for each of the two. */
export function llamaSharegptRanking(row: unknown) {
  const { conversations, chosen, rejected } = keysOf(row, 'conversations', 'chosen', 'rejected', 'system')
  const answers = [chosen, rejected].map((each) => {
    const { from, value } = keysOf(each, 'from', 'value')
    if (from !== 'gpt' || typeof value !== 'string') throw new Error('Invalid role tag')
    return value
  })
  const turns = list(conversations)
  if (turns.length % 2 === 0) throw new Error('Invalid message count')
  llamaSharegpt({ conversations: [...turns, chosen], system: '' })
  return answers
}

/** LLaMA-Factory's sharegpt converter with a `kto_tag`, of which only booleans are read. */
export function llamaSharegptKto(row: unknown) {
  const { kto_tag, ...others } = keysOf(row, 'conversations', 'kto_tag', 'system')
  if (typeof kto_tag !== 'boolean') throw new Error('kto_tag')
  return { turns: llamaSharegpt(others), wanted: kto_tag }
}

/** LLaMA-Factory's alpaca converter of a ranking: both are texts. */
export function llamaAlpacaRanking(row: unknown) {
  const { chosen, rejected, ...prompt } = keysOf(
    row,
    'instruction',
    'input',
    'chosen',
    'rejected',
    'system',
    'history',
  )
  return texts([chosen, rejected]).map((output) => llamaAlpaca({ ...prompt, output }))
}

/** LLaMA-Factory's alpaca converter. */
export function llamaAlpaca(row: unknown): readonly Message[] {
  const { instruction, input, output, history } = keysOf(
    row,
    'instruction',
    'input',
    'output',
    'system',
    'history',
  )
  const asked = [instruction, input].filter((part) => part !== '').join('\n')
  return [
    ...list(history).flatMap((pair) => {
      const [question = '', answer = ''] = texts(pair)
      return [
        { role: 'user', content: question },
        { role: 'assistant', content: answer },
      ]
    }),
    { role: 'user', content: asked },
    { role: 'assistant', content: String(output) },
  ]
}

/** LLaMA-Factory's template with the thought words it has: what stays without the thought. */
export function withoutThought(content: string): string {
  const [open, close] = ['<think>\n', '\n</think>\n\n']
  const from = content.indexOf(open)
  const to = content.indexOf(close, from)
  if (from < 0 || to < 0) throw new Error('no thought words')
  return content.slice(to + close.length)
}

/** axolotl's parts: text to join, each learned or not; spaces begin a part and line ends close one. */
export function axolotlParts(row: unknown) {
  const messages = list(keysOf(row, 'messages').messages)
  const last = keysOf(messages.at(-1), 'role', 'reasoning_content', 'content')
  if (last.role !== 'assistant') throw new Error('the last is not the assistant')
  const parts = (value: unknown) =>
    list(value).map((part) => {
      const { type, text, train } = keysOf(part, 'type', 'text', 'train')
      if (type !== 'text' || typeof text !== 'string' || text === '' || typeof train !== 'boolean')
        throw new Error('a part')
      return { text, train }
    })
  const reasoning = parts(last.reasoning_content)
  for (const [index, { text }] of reasoning.entries()) {
    if (index > 0 && text.startsWith('\n')) throw new Error('a part begins with a line end')
    if (index < reasoning.length - 1 && text.endsWith(' ')) throw new Error('a part ends with a space')
  }
  return { reasoning, content: parts(last.content), before: messages.slice(0, -1) }
}

/** axolotl's `chat_template.default` for DPO: a prompt, and a message for each of the two. */
export function axolotlPreference(row: unknown) {
  const { messages, chosen, rejected } = keysOf(row, 'messages', 'chosen', 'rejected')
  return {
    prompt: conversation(messages, 'user'),
    answers: [chosen, rejected].map((each) => onlyAssistant([each])),
  }
}

/** TRL's `process_example` for PRM800K, as it makes stepwise rows. */
export function trlOfPrm800k(row: unknown) {
  const { question, label, timestamp } = row as {
    question: { problem: string }
    timestamp: string
    label: {
      finish_reason: string
      total_time: number
      steps: {
        completions: { text: string; rating: number; flagged: boolean | null }[]
        human_completion: { text: string } | null
        chosen_completion: number | null
      }[]
    }
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/.test(timestamp)) throw new Error('timestamp')
  if (!['found_error', 'solution', 'bad_problem', 'give_up'].includes(label.finish_reason))
    throw new Error('reason')
  const rows: { prompt: string; completions: string[]; labels: boolean[] }[] = []
  const path: string[] = []
  const labels: boolean[] = []
  for (const step of label.steps) {
    for (const { rating } of step.completions) if (![-1, 0, 1].includes(rating)) throw new Error('rating')
    for (const [index, { text, rating }] of step.completions.entries()) {
      if (index !== step.chosen_completion)
        rows.push({
          prompt: question.problem,
          completions: [...path, text],
          labels: [...labels, rating === 1],
        })
    }
    const chosen = step.chosen_completion === null ? undefined : step.completions[step.chosen_completion]
    if (chosen) {
      path.push(chosen.text)
      labels.push(chosen.rating === 1)
    } else if (step.human_completion) {
      path.push(step.human_completion.text)
      labels.push(true)
    } else break
  }
  if (path.length > 0) rows.push({ prompt: question.problem, completions: path, labels })
  return rows
}

/** OpenAI: documented keys only; weights 0 or 1 on the assistant's messages. */
export function openaiMessages(row: unknown): readonly Message[] {
  const { messages } = keysOf(row, 'messages')
  for (const message of list(messages)) {
    const { role, weight } = keysOf(message, 'role', 'content', 'weight')
    if (weight !== undefined && (role !== 'assistant' || (weight !== 0 && weight !== 1)))
      throw new Error('weight')
  }
  return conversation(messages, 'assistant')
}

/** OpenAI's preference: the prompt under `input`, lists of one message, documented keys only. */
export function openaiPreference(row: unknown) {
  const { input, preferred_output, non_preferred_output } = keysOf(
    row,
    'input',
    'preferred_output',
    'non_preferred_output',
  )
  const { messages, tools, parallel_tool_calls } = keysOf(input, 'messages', 'tools', 'parallel_tool_calls')
  if (!Array.isArray(tools) || typeof parallel_tool_calls !== 'boolean') throw new Error('input')
  const outputs = [preferred_output, non_preferred_output].map((output) => {
    const [message] = onlyAssistant(output)
    keysOf(message, 'role', 'content')
    return message?.content ?? ''
  })
  return { prompt: conversation(messages, 'user'), outputs }
}

/** OpenAI's reinforcement fine-tuning: the last message is a person's; other keys go to the grader. */
export function openaiRft(row: unknown) {
  const { messages, answer } = keysOf(row, 'messages', 'answer')
  if (typeof answer !== 'string' || answer === '') throw new Error('no answer')
  return { prompt: conversation(messages, 'user'), answer }
}

function conversation(value: unknown, last: string): readonly Message[] {
  const messages = list(value).map((each) => {
    const { role, content } = each as Message
    if (typeof role !== 'string' || typeof content !== 'string' || content.trim() === '')
      throw new Error('a message')
    return { role, content }
  })
  if (messages.at(-1)?.role !== last) throw new Error(`the last is not the ${last}`)
  const alternates = messages.every(({ role }, index) => role === (index % 2 === 0 ? 'user' : 'assistant'))
  if (!alternates) throw new Error('roles do not alternate')
  return messages
}

function onlyAssistant(value: unknown): readonly Message[] {
  const messages = list(value) as readonly Message[]
  if (messages.length !== 1 || messages[0]?.role !== 'assistant') throw new Error('not one answer')
  return messages
}

function keysOf(value: unknown, ...allowed: string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error('no record')
  const unknown = Object.keys(value).filter((key) => !allowed.includes(key))
  if (unknown.length > 0) throw new Error(`unknown keys ${unknown.join(', ')}`)
  return value as Record<string, unknown>
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('no list')
  return value
}

function texts(value: unknown): readonly string[] {
  const all = list(value)
  if (!all.every((each) => typeof each === 'string')) throw new Error('not all texts')
  return all as readonly string[]
}
