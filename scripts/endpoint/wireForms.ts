import type { Sample } from './samples.ts'

/** The ways in which servers send reasoning. */
export const wireForms = [
  'inline', // tags inside the content
  'implicit', // the same, but the opening tag was in the prompt
  'reasoning_content',
  'reasoning',
  'reasoning_text',
  'reasoning_details',
  'both', // `reasoning`, and the same again in `reasoning_details`
  'parts', // content as a list of parts
] as const
export type WireForm = (typeof wireForms)[number]

/** One token's delta. */
export type DeltaFields = Readonly<Record<string, unknown>>

/** The deltas of a whole answer, a token each. */
export function deltasOf({ reasoning, answer }: Sample, form: WireForm): readonly DeltaFields[] {
  if (form === 'inline' || form === 'implicit') {
    const open = form === 'inline' ? '<think>\n' : ''
    return tokensOf(`${open}${reasoning}\n</think>\n\n${answer}`).map((content) => ({ content }))
  }
  return [
    ...tokensOf(reasoning).map((token) => thinking(token, form)),
    ...tokensOf(answer).map((token) =>
      form === 'parts' ? { content: [{ type: 'text', text: token }] } : { content: token },
    ),
  ]
}

/** The same in one piece, as a server answers that was not asked to stream. */
export function messageOf({ reasoning, answer }: Sample, form: WireForm): DeltaFields {
  if (form === 'inline') return { content: `<think>\n${reasoning}\n</think>\n\n${answer}` }
  if (form === 'implicit') return { content: `${reasoning}\n</think>\n\n${answer}` }
  if (form !== 'parts') return { ...thinking(reasoning, form), content: answer }
  return { content: [thinkingPart(reasoning), { type: 'text', text: answer }] }
}

function thinking(token: string, form: Exclude<WireForm, 'inline' | 'implicit'>): DeltaFields {
  const reasoning_details = [{ type: 'reasoning.text', text: token, index: 0 }]
  switch (form) {
    case 'reasoning_content':
    case 'reasoning_text':
      return { content: null, [form]: token }
    case 'reasoning':
      return { content: '', reasoning: token }
    case 'reasoning_details':
      return { content: '', reasoning_details }
    case 'both':
      return { content: '', reasoning: token, reasoning_details }
    case 'parts':
      return { content: [thinkingPart(token)] }
  }
}

function thinkingPart(text: string): DeltaFields {
  return { type: 'thinking', thinking: [{ type: 'text', text }] }
}

/** Cuts a text about where a tokenizer would: a space stays with the word after it, long words fall apart. */
export function tokensOf(text: string): readonly string[] {
  return text.match(/\p{Script=Han}{1,2}|[ ]?[^\s\p{Script=Han}]{1,4}|\s+/gu) ?? []
}
