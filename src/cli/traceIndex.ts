import { fingerprint } from '../base/fingerprint.ts'
import { generatedTokens } from '../base/prices.ts'
import { estimateTokens } from '../base/tokens.ts'
import { expectedOf } from '../export/example.ts'
import { reviewsOf, verdictTogether } from '../judge/verdicts.ts'
import type { DocumentTurn } from '../traces/document.ts'
import { keptOf } from '../traces/turns.ts'
import { oneOf, outputOption, readArgs } from './args.ts'
import { readTraceFile } from './documents.ts'
import { helpText } from './help.ts'
import { inputOptions, inputRows, inputsOf, jobsOf, keyOf } from './inputs.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { writeLines } from './lines.ts'
import { exitCodes } from './running.ts'
import { reviewsBeside } from './reviews.ts'
import type { Work } from './work.ts'

const fieldNames = [
  'file',
  'turn',
  'question',
  'model',
  'endpoint',
  'asked',
  'state',
  'tokens',
  'seconds',
  'verdict',
  'reviewers',
  'expected',
  'hash',
] as const

export const indexVerb: Verb = {
  name: 'index',
  summary: 'list many traces, a line for each question, or the files of those that fit',
  help: helpText(
    'thinktree index FILE|FOLDER …',
    `Writes a line of JSON for each turn: ${fieldNames.join(', ')} (of question, thinking and answer; equal ones are the same).`,
    [
      [
        '--where TEST',
        'only turns that fit; of several tests, all. TEST is FIELD=VALUE, FIELD!=VALUE, FIELD~REGEX, FIELD>NUMBER or FIELD<NUMBER, such as state=done, model~distill, tokens<8000, verdict=accepted',
      ],
      ['--text REGEX', 'only turns whose text fits'],
      ['--format jsonl|files', 'files gives the names of the files alone, for --files-from'],
      ['-o, --output FILE', 'writes there, and goes on where it was broken off'],
      ...inputRows,
    ],
  ),
  run,
}

interface IndexSettings {
  readonly where: readonly string[]
  readonly text: string | undefined
  readonly format: 'jsonl' | 'files'
}

/** The lines of a file. */
export const indexing: Work<IndexSettings, { readonly lines: readonly string[]; readonly size: number }> = {
  name: 'index',
  begin({ where, text: pattern, format }) {
    const tests = where.map(testOf)
    const text = pattern === undefined ? undefined : regex(pattern, '--text')
    return async (path, io) => {
      const document = await readTraceFile(path, io)
      const reviews = await reviewsBeside(path, io)
      const found = document.turns.flatMap((turn, index) => {
        const fields = fieldsOf(path, turn, index + 1)
        const by = reviewsOf(reviews, turn.head.id, index + 1)
        const verdict = verdictTogether(by)
        const all = { ...fields, ...(verdict && { verdict }), reviewers: by.length }
        return tests.every((test) => test(all)) && (text?.test(turn.body) ?? true) ? [all] : []
      })
      const lines =
        format === 'jsonl' ? found.map((each) => JSON.stringify(each)) : found.length > 0 ? [path] : []
      return { lines, size: document.text.length }
    }
  },
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    ...inputOptions,
    where: { type: 'string', multiple: true, default: [] },
    text: { type: 'string' },
    format: { type: 'string', default: 'jsonl' },
    ...outputOption,
  })
  if (positionals.length === 0 && values['files-from'] === undefined)
    throw new Complaint('index takes files or folders.')
  const format = oneOf(values.format, ['jsonl', 'files'] as const, '--format')
  const settings = { where: values.where, text: values.text, format }
  // What is wrong with them is said before anything is read.
  indexing.begin(settings)
  const paths = await inputsOf(positionals, values['files-from'], io)
  const { how } = await writeLines(
    {
      paths,
      out: values.output,
      key: keyOf(values, positionals, paths),
      jobs: jobsOf(values.jobs),
      work: indexing,
      settings,
      state: () => null,
      linesOf: ({ lines, size }, state) => ({ lines, size, state }),
    },
    io,
  )
  return how === 'done' ? exitCodes.done : exitCodes.stopped
}

type Fields = Readonly<Partial<Record<(typeof fieldNames)[number], string | number>>>

function fieldsOf(file: string, turn: DocumentTurn, place: number): Fields {
  const { head, body } = turn
  const { reasoning, answer, state, usage } = keptOf(turn)
  const expected = expectedOf(turn)
  return {
    file,
    turn: place,
    question: head.question,
    ...(head.model !== '' && { model: head.model }),
    ...(head.endpoint !== '' && { endpoint: head.endpoint }),
    ...(head.asked !== '' && { asked: head.asked }),
    state: state.kind,
    tokens: generatedTokens(usage) ?? estimateTokens(body),
    ...(head.times?.ended !== undefined && { seconds: head.times.ended / 1000 }),
    ...(expected !== undefined && { expected }),
    hash: fingerprint(`${head.question}\n${reasoning.trim()}\n${answer.trim()}`),
  }
}

function testOf(text: string): (fields: Fields) => boolean {
  const [, field, how = '', value = ''] = /^(\w+)(!=|=|~|<|>)(.*)$/s.exec(text) ?? []
  if (field === undefined)
    throw new Complaint(`--where must be such as state=done or tokens<8000, not “${text}”.`)
  const name = oneOf(field, fieldNames, 'The field of --where')
  const said = (fields: Fields) => String(fields[name] ?? '')
  const number = Number(value)
  switch (how) {
    case '=':
      return (fields) => said(fields) === value
    case '!=':
      return (fields) => said(fields) !== value
    case '~': {
      const pattern = regex(value, '--where')
      return (fields) => pattern.test(said(fields))
    }
    default:
      if (value.trim() === '' || Number.isNaN(number))
        throw new Complaint(`--where compares with a number, not with “${value}”.`)
      return (fields) => {
        const known = fields[name]
        return typeof known === 'number' && (how === '<' ? known < number : known > number)
      }
  }
}

function regex(text: string, option: string): RegExp {
  try {
    return new RegExp(text, 'u')
  } catch {
    throw new Complaint(`${option}: “${text}” is no regular expression.`)
  }
}
