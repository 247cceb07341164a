import { failureActions } from '../base/failure.ts'
import { steerKinds } from '../core/steering.ts'
import { reasons, wires } from './head.ts'

/** As much of JSON Schema as the head needs. */
export interface Schema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array'
  readonly description?: string
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly minimum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly examples?: readonly unknown[]
}

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more })
const count = (description: string): Schema => ({ type: 'integer', minimum: 0, description })
const seconds = (description: string): Schema => ({ type: 'number', minimum: 0, description })
const flag = (description: string): Schema => ({ type: 'boolean', description })
const object = (description: string, properties: Readonly<Record<string, Schema>>, required?: string[]) => ({
  type: 'object' as const,
  description,
  properties,
  ...(required && { required }),
})

/** The head of a turn. Other keys are allowed everywhere, and kept. docs/think.schema.json is this, written out. */
export const headSchema: Schema = object('What is known of a turn besides its text.', {
  format: {
    type: 'integer',
    minimum: 1,
    description: 'Version of the format; in the first head only.',
    examples: [1],
  },
  id: text('Names the turn, for others to refer to.', { pattern: String.raw`^[\w.-]{1,64}$` }),
  parent: text(
    'The id of the turn this one goes on with. Without it: the turn before it in the document, if there is one.',
    { pattern: String.raw`^[\w.-]{0,64}$` },
  ),
  branch: object(
    'Of a turn that asks the same as its parent: where it parted from it, and how.',
    {
      kind: text(
        'It goes on from there (`goOn`), says a step otherwise (`editStep`), was given a `hint`, is to `answerNow`, to `thinkMore`, or to `answerAgain`.',
        { enum: steerKinds },
      ),
      step: text('The step of its parent, as `thinktree tree` names it.', { examples: ['s120'] }),
      at: count('Up to here, in UTF-16 units, it has the thought of its parent, to the letter.'),
      edit: text('What stands there instead.'),
      carried: flag(
        'Its server could not go on from there: it was asked anew, with that thought in the question.',
      ),
    },
    ['kind', 'at'],
  ),
  main: flag('Of a branch: it was made the main way of its question. Without any, that is the original.'),
  sample: flag('Written by people, to show what a trace looks like.'),
  title: text('What to call it, in a few words.'),
  pinned: flag('Wanted at the top of the history, and never deleted to save room.'),
  question: text('The question as it was asked.'),
  model: text('The model that answered.', { examples: ['deepseek-r1'] }),
  endpoint: text('The name or host of the endpoint that was asked.'),
  asked: text('When it was asked, as ISO 8601.', {
    pattern: String.raw`^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$`,
    examples: ['2026-11-25T10:00:00Z'],
  }),
  state: text('How the run ended. Without it: still running, or not known.', {
    enum: ['running', 'done', 'stopped', 'incomplete', 'failed'],
  }),
  why: text('Why it is incomplete.', { enum: reasons }),
  failure: object(
    'What went wrong, where it failed.',
    {
      code: text('A stable name, such as `unauthorized`.'),
      message: text('One sentence.'),
      action: text('What can be done about it.', { enum: failureActions }),
    },
    ['message'],
  ),
  writers: {
    type: 'array',
    description: 'In the first head, while runs are written: who writes them.',
    items: text('Machine, process and when it started.'),
  },
  note: text('A remark of whoever wrote or keeps the trace.'),
  wire: text(
    'How the reasoning came: between tags in the content (`inline`), without the opening tag (`implicit`), in a field of its own, in a list of parts, or withheld.',
    { enum: wires },
  ),
  tags: {
    type: 'array',
    description:
      'What opens and closes the thought, to the letter. Without it, think tags are found by the rules of the splitter.',
    items: { type: 'string' },
    minItems: 2,
    maxItems: 2,
    examples: [['<think>\n', '\n</think>\n\n']],
  },
  subject: text('What was asked about, in few characters.', { examples: ['src/cart.ts:12–30'] }),
  context: {
    type: 'array',
    description: 'The code that was sent along.',
    items: object(
      'A file, or some lines of it.',
      {
        path: text('Relative to the workspace, with forward slashes.'),
        lines: {
          type: 'array',
          description: 'First and last line, counted from 1. Without them: the whole file.',
          items: { type: 'integer', minimum: 1 },
          minItems: 2,
          maxItems: 2,
          examples: [[12, 30]],
        },
        hash: text(
          'Of the lines as they were sent: `sha256:` and 16 hexadecimal digits, over UTF-8, lines joined by `\\n`.',
          { pattern: '^sha256:[0-9a-f]{16,64}$' },
        ),
      },
      ['path'],
    ),
  },
  names: {
    type: 'array',
    description: 'Names in that code which the reasoning may mention.',
    items: { type: 'string' },
  },
  sampling: object('What the request said of sampling, by the names it used.', {
    temperature: { type: 'number', description: 'Temperature.' },
    top_p: { type: 'number', description: 'Nucleus.' },
    max_tokens: { type: 'integer', description: 'Most tokens to write.' },
    seed: { type: 'integer', description: 'Seed.' },
  }),
  prompt: object('The request.', {
    tokens: count('Its estimated tokens.'),
    budget: count('The tokens it was held to.'),
    leftOut: { type: 'array', description: 'What did not fit, in words.', items: { type: 'string' } },
  }),
  usage: object('What the server counted and measured.', {
    prompt: count('Of the prompt.'),
    completion: count('Of what the model wrote.'),
    total: count('Of both.'),
    reasoning: count('Of the reasoning.'),
    cached: count('Of the prompt, what the server had in its cache.'),
    drafted: count('Written ahead by a small model.'),
    accepted: count('Of these, what the large model took.'),
    prefill: seconds('Seconds in which the prompt was read.'),
    decode: seconds('Seconds in which the text was written.'),
    firstToken: seconds('Seconds to the first token, as the server measured.'),
  }),
  prices: object(
    'What a million tokens cost when it was asked.',
    {
      input: seconds('Of the prompt.'),
      cached: seconds('Of the prompt, where it was in the cache.'),
      output: seconds('Of what the model writes.'),
      currency: text('As ISO 4217 has it.', { pattern: '^[A-Z]{3}$' }),
      asOf: text('When they were looked up.'),
    },
    ['input', 'output'],
  ),
  times: object('Seconds since the question was sent.', {
    accepted: seconds('The server accepted it.'),
    firstText: seconds('The first text came.'),
    firstAnswer: seconds('The answer began.'),
    latest: seconds('Anything came last; as `ended` where absent.'),
    ended: seconds('It ended.'),
  }),
  timing: text(
    'When the reasoning came: pairs of UTF-16 units and the seconds they took, such as `0/1.2 310/2.5`.',
    { pattern: String.raw`^\d+/\d+(?:\.\d)?(?: \d+/\d+(?:\.\d)?)*$` },
  ),
  hidden: flag('The model reasoned, but some or all of it was withheld.'),
  signed: flag(
    'The reasoning is signed: its server takes it back only as it is, and nothing can be led from it.',
  ),
  lateClose: flag(
    'A closing tag stands in the answer: reasoning and answer may be parted at the wrong place.',
  ),
  calls: {
    type: 'array',
    description: 'Calls of tools that the model asked for.',
    items: object(
      'A call of a tool.',
      {
        name: text('Of the tool.'),
        arguments: text('As the model wrote them, most often JSON.'),
      },
      ['name'],
    ),
  },
})

/** The first head must say its version. */
export const documentSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Front matter of a .think document',
  ...headSchema,
}
