import { assistantText, promptMessages } from './assistant.ts'
import { rowsOfEach, type DataFormat } from './data.ts'
import type { Example } from './example.ts'

/* Forms for supervised fine-tuning. docs/export.md says who reads which, and what of it is easily got wrong. */

const accepted = { reasoning: true, writes: 'all', verdict: 'good', tags: true } as const

function each(make: (example: Example) => object): DataFormat['rowsOf'] {
  return (examples) => rowsOfEach(examples, (example) => [make(example)])
}

/** TRL (language modelling), LLaMA-Factory (as `sharegpt` with other tags), axolotl (`chat_template`), and most others. */
export const messages: DataFormat = {
  name: 'messages',
  summary: 'TRL, LLaMA-Factory, axolotl: {messages}',
  file: 'jsonl',
  needs: accepted,
  rowsOf: each((example) => ({
    messages: [...promptMessages(example), { role: 'assistant', content: assistantText(example) }],
  })),
}

/** TRL: only the completion is learned. Conversational, as no file may mix both kinds. */
export const promptCompletion: DataFormat = {
  name: 'prompt-completion',
  summary: 'TRL: {prompt, completion}',
  file: 'jsonl',
  needs: accepted,
  rowsOf: each((example) => ({
    prompt: promptMessages(example),
    completion: [{ role: 'assistant', content: assistantText(example) }],
  })),
}

/** LLaMA-Factory. Turns must alternate and begin with a person's. */
export const sharegpt: DataFormat = {
  name: 'sharegpt',
  summary: 'LLaMA-Factory: {conversations}, with dataset_info.json',
  file: 'json',
  needs: accepted,
  rowsOf: each((example) => ({
    conversations: [...conversationTurns(example), { from: 'gpt', value: assistantText(example) }],
    system: '',
  })),
}

/** What was asked, in ShareGPT's words. */
export function conversationTurns(example: Pick<Example, 'question' | 'history'>) {
  return promptMessages(example).map(({ role, content }) => ({
    from: role === 'user' ? 'human' : 'gpt',
    value: content,
  }))
}

/** LLaMA-Factory. What is in `history` is learned too. */
export const alpaca: DataFormat = {
  name: 'alpaca',
  summary: 'LLaMA-Factory: {instruction, output}, with dataset_info.json',
  file: 'json',
  needs: accepted,
  rowsOf: each((example) => ({ ...alpacaPrompt(example), output: assistantText(example) })),
}

/** What was asked, in alpaca's words. */
export function alpacaPrompt({ question, history }: Pick<Example, 'question' | 'history'>) {
  return {
    instruction: question,
    input: '',
    system: '',
    history: history.map((exchange) => [exchange.question, exchange.answer]),
  }
}

/** OpenAI's own keys only, so the answer without its reasoning; earlier answers are not learned. */
export const openai: DataFormat = {
  name: 'openai',
  summary: 'OpenAI: {messages} without the thinking',
  file: 'jsonl',
  needs: { reasoning: false, writes: 'all', verdict: 'good', tags: false },
  rowsOf: each((example) => ({
    messages: [
      ...promptMessages(example).map((message) =>
        message.role === 'assistant' ? { ...message, weight: 0 } : message,
      ),
      { role: 'assistant', content: example.answer.trim(), weight: 1 },
    ],
  })),
}

/** axolotl: the reasoning apart and in parts, of which the bad ones are read and not learned. */
export const axolotl: DataFormat = {
  name: 'axolotl',
  summary: 'axolotl: {messages} with parts to train on, with a YAML of the dataset',
  file: 'jsonl',
  needs: accepted,
  rowsOf: each((example) => ({
    messages: [
      ...promptMessages(example).map(({ role, content }) => ({
        role,
        content: [role === 'assistant' ? { ...textPart(content), train: false } : textPart(content)],
      })),
      {
        role: 'assistant',
        reasoning_content: reasoningParts(example),
        content: [{ ...textPart(example.answer.trim()), train: true }],
      },
    ],
  })),
}

function textPart(text: string) {
  return { type: 'text', text } as const
}

interface TrainedPart {
  readonly type: 'text'
  readonly text: string
  readonly train: boolean
}

/** Steps of one kind as one part. Line ends close a part and spaces open the next, so that tokens are not cut. */
function reasoningParts({ units, reasoning }: Example): readonly TrainedPart[] {
  const parts: TrainedPart[] = []
  const whole = reasoning.trim()
  for (const { raw, verdict } of units) {
    const train = verdict !== 'bad' && verdict !== 'unsure'
    const last = parts.at(-1)
    if (last?.train === train) {
      parts[parts.length - 1] = { ...last, text: last.text + raw }
    } else {
      const blanks = last ? (/ +$/.exec(last.text)?.[0] ?? '') : ''
      if (last)
        parts[parts.length - 1] = { ...last, text: last.text.slice(0, last.text.length - blanks.length) }
      parts.push({ type: 'text', text: blanks + raw, train })
    }
  }
  // The template puts its own line ends around the thought.
  const trimmed = parts.map((part, index) => ({
    ...part,
    text: trimEnds(part.text, index === 0, index === parts.length - 1),
  }))
  return trimmed.length === 0 ? [{ type: 'text', text: whole, train: true }] : trimmed
}

function trimEnds(text: string, start: boolean, end: boolean): string {
  const opened = start ? text.trimStart() : text
  return end ? opened.trimEnd() : opened
}
