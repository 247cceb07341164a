import { messageOf } from '../base/messageOf.ts'
import { resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { counted } from '../base/counted.ts'
import { expectedOf } from '../export/example.ts'
import { rewardCard, type AnswerCheck, type RewardCard } from '../judge/card.ts'
import { splitBody, textsOf } from '../traces/body.ts'
import type { DocumentTurn } from '../traces/document.ts'
import type { CommandEnd } from '../verify/command.ts'
import { proposalsIn } from '../verify/proposal.ts'
import type { Unfit } from '../verify/scratch.ts'
import { verify, type Verification } from '../verify/verify.ts'
import { numberOf, recordOf } from '../base/json.ts'
import { countOf, oneOf, outputOption, readArgs } from './args.ts'
import { nameOf, readTraceFile } from './documents.ts'
import { helpText } from './help.ts'
import { inputOptions, inputRows, inputsOf, jobsOf, keyOf, throughFiles, type ManyFiles } from './inputs.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { writeLines } from './lines.ts'
import { exitCodes } from './running.ts'
import type { Work } from './work.ts'

export const checkVerb: Verb = {
  name: 'check',
  summary: 'check the format and the answer of traces',
  help: helpText(
    'thinktree check FILE|FOLDER|- …',
    'Checks .think files, or texts with a think block, by the rules that R1-style models are trained with. Each turn of a document is checked. Exits with 0 if all pass, 1 if one fails, 2 if there is nothing to check.',
    [
      [
        '--expect ANSWER',
        `what the last turn should answer; without it, the key "expected" in a turn's head`,
      ],
      [
        '--rule any|trl|open-r1',
        'whose format rule must hold; any unless said otherwise. TRL: one think block at the very beginning, closed. open-r1: also the answer in <answer> tags, each tag on a line of its own',
      ],
      [
        '--verify COMMAND',
        'also puts the code that each last answer proposes into a copy of the workspace and runs this there, such as "npm test"; it must exit with 0. What a model wrote runs with your rights',
      ],
      ['--workspace FOLDER', 'the workspace that is copied; the current folder unless said otherwise'],
      ['--timeout SECONDS', 'ends the command, and all that it started; 120 unless said otherwise'],
      [
        '--format text|json|jsonl',
        'text unless said otherwise; json is a list with a record for each turn, jsonl a line for each',
      ],
      ['-o, --output FILE', 'with jsonl: writes there, and goes on where it was broken off'],
      ...inputRows,
    ],
    'The answer is what stands after the thought in the last \\boxed{…}; else in <answer> tags; else after "the answer is", "answer:" or "####"; else the whole, if it is one short line; else, where a number is expected, its last number. Numbers are compared by their worth, sets and lists in any order, a letter as a choice, all else as text.',
  ),
  run,
}

const rules = ['any', 'trl', 'open-r1'] as const
type Rule = (typeof rules)[number]

interface Result {
  readonly file: string
  /** From 1. */
  readonly turn: number
  readonly passed: boolean
  /** What failed, in words. */
  readonly failed: readonly string[]
  readonly card: RewardCard
  readonly verification?: Verified
}

/** What came of it, and in which workspace. */
type Verified = Verification & { readonly workspace: string }

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    expect: { type: 'string' },
    rule: { type: 'string', default: 'any' },
    ...inputOptions,
    ...outputOption,
    verify: { type: 'string' },
    workspace: { type: 'string', default: '.' },
    timeout: { type: 'string', default: '120' },
    format: { type: 'string', default: 'text' },
  })
  const format = oneOf(values.format, ['text', 'json', 'jsonl'] as const, '--format')
  const rule = oneOf(values.rule, rules, '--rule')
  if (values.expect?.trim() === '') throw new Complaint('--expect must be an answer, not an empty text.')
  if (positionals.length === 0 && values['files-from'] === undefined)
    throw new Complaint('check takes files, folders, or - for standard input.')
  if (values.output !== undefined && format !== 'jsonl') throw new Complaint('-o needs --format jsonl.')

  const { verify: command, workspace } = values
  if (command?.trim() === '') throw new Complaint('--verify must be a command, not an empty text.')
  const timeout = countOf(values.timeout, '--timeout')
  const paths = await inputsOf(positionals, values['files-from'], io)
  if (paths.length === 0) throw new Complaint('There is nothing to check: no file is named.')
  const settings = { rule, expect: values.expect }
  // Of commands, one at a time, and here.
  const how: How =
    command === undefined
      ? { work: checking, settings, jobs: jobsOf(values.jobs) }
      : { work: verifying({ command, workspace, timeout }, io.signal), settings, jobs: 1, ahead: 1 }
  if (format === 'jsonl') {
    const key = keyOf(values, positionals, paths)
    return checkLines({ paths, out: values.output, key, ...how }, io)
  }
  const results: Result[] = []
  const end = await throughFiles(paths, io, {
    ...how,
    async use({ found, size }) {
      results.push(...found)
      return size
    },
  })
  if (end === 'stopped') return exitCodes.stopped
  await io.write(format === 'json' ? `${JSON.stringify(results, null, 2)}\n` : text(results))
  const failed = results.filter(({ passed }) => !passed)
  const [first] = failed
  if (!first) return 0
  const others = failed.length > 1 ? `, and ${failed.length - 1} more` : ''
  io.note(`${name(first, results)} fails: ${first.failed.join('; ')}${others}.`)
  return 1
}

interface CheckSettings {
  readonly rule: Rule
  readonly expect: string | undefined
}

interface Checked {
  readonly found: readonly Result[]
  readonly size: number
}

interface How extends ManyFiles<CheckSettings, Checked> {
  readonly ahead?: number
}

/** The results of a file. */
export const checking = checkingWith(async () => undefined)

/** The same, and the code of the last turn is run. */
function verifying(given: Verifying, signal: AbortSignal): How['work'] {
  return checkingWith((turn) => verified(turn, given, signal))
}

function checkingWith(
  verificationOf: (turn: DocumentTurn) => Promise<Verified | undefined>,
): Work<CheckSettings, Checked> {
  return {
    name: 'check',
    begin:
      ({ rule, expect }) =>
      async (path, io) => {
        const { turns, text: whole } = await readTraceFile(path, io)
        const found: Result[] = []
        for (const [index, turn] of turns.entries()) {
          const last = index === turns.length - 1
          const asked = last ? expect : undefined
          const verification = last ? await verificationOf(turn) : undefined
          const checked = check(turn, rule, asked ?? expectedOf(turn), verification)
          found.push({ file: path, turn: index + 1, ...checked })
        }
        return { found, size: whole.length }
      },
  }
}

interface Checking extends How {
  readonly paths: readonly string[]
  readonly out: string | undefined
  readonly key: string
}

interface Counted {
  readonly turns: number
  readonly failed: number
}

/** A line for each turn, of any number of files. */
async function checkLines(checking: Checking, io: Io): Promise<number> {
  const { how, state } = await writeLines<CheckSettings, Checked, Counted>(
    {
      ...checking,
      state: (before) => ({
        turns: numberOf(recordOf(before)['turns']) ?? 0,
        failed: numberOf(recordOf(before)['failed']) ?? 0,
      }),
      linesOf({ found, size }, { turns, failed }) {
        const more = found.filter(({ passed }) => !passed).length
        return {
          lines: found.map((each) => JSON.stringify(each)),
          size,
          state: { turns: turns + found.length, failed: failed + more },
        }
      },
    },
    io,
  )
  if (how === 'stopped') return exitCodes.stopped
  io.note(`${state.failed} of ${state.turns} fail.`)
  return state.failed > 0 ? 1 : 0
}

interface Verifying {
  readonly command: string
  readonly workspace: string
  readonly timeout: number
}

async function verified(
  { head, body }: DocumentTurn,
  given: Verifying,
  signal: AbortSignal,
): Promise<Verified> {
  const { answer } = textsOf(splitBody(body, head))
  const workspace = resolve(given.workspace)
  try {
    const proposals = proposalsIn(answer, head.context)
    return { ...(await verify({ ...given, workspace, proposals, signal })), workspace }
  } catch (error) {
    throw new Complaint(`${workspace} cannot be copied: ${messageOf(error)}`)
  }
}

function check(
  { head, body }: DocumentTurn,
  rule: Rule,
  expected: string | undefined,
  verification: Verified | undefined,
) {
  const texts = textsOf(splitBody(body, head))
  const card = rewardCard({ question: head.question, completion: body, ...texts, expected })
  const failed = [
    ...(keeps(rule, card) ? [] : [formatFault(rule, body)]),
    ...(texts.answer.trim() === '' ? ['there is no answer'] : []),
    ...(card.answer && !card.answer.same ? [answerFault(card.answer)] : []),
    ...(verification && !hasPassed(verification) ? [`code: ${verificationText(verification)}`] : []),
  ]
  return { passed: failed.length === 0, failed, card, ...(verification && { verification }) }
}

function keeps(rule: Rule, { format }: RewardCard): boolean {
  switch (rule) {
    case 'trl':
      return format.trl === 1
    case 'open-r1':
      return format.openR1 === 1
    case 'any':
      return format.trl === 1 || format.openR1 === 1
  }
}

function formatFault(rule: Rule, completion: string): string {
  if (!completion.startsWith('<think>'))
    return completion.includes('</think>') && !completion.includes('<think>')
      ? 'format: the opening <think> is not in the text (a server may have put it in the prompt)'
      : 'format: the text does not begin with <think>'
  if (!completion.includes('</think>')) return 'format: the thought is not closed'
  if (completion.includes('<think>', 7)) return 'format: <think> opens more than once'
  return rule === 'open-r1'
    ? 'format: no <answer> tags on lines of their own'
    : 'format: the rule does not hold'
}

function answerFault({ expected, found }: AnswerCheck): string {
  return found
    ? `answer: ${found.answer} (${found.rule}), not ${expected}`
    : `answer: none is stated, ${expected} was expected`
}

function hasPassed(verification: Verification): boolean {
  return verification.kind === 'ran' && verification.end.kind === 'passed'
}

function verificationText(verification: Verified): string {
  switch (verification.kind) {
    case 'nothing proposed':
      return 'the answer proposes none'
    case 'unfit':
      return unfitText(verification.unfit, verification.workspace)
    case 'ran': {
      const { end, paths } = verification
      return `the command ${endWords(end)} after ${end.seconds.toFixed(1)} s, with ${paths.join(', ')}`
    }
  }
}

function unfitText({ path, why }: Unfit, workspace: string): string {
  switch (why) {
    case 'outside':
      return `${path} is outside of the workspace ${workspace}`
    case 'missing':
      return `${path} is not in the workspace ${workspace}; --workspace names another`
    case 'changed since':
      return `${path} has changed in ${workspace} since it was asked about`
    case 'does not fit':
      return `${path} in ${workspace} is not what the diff was made for`
  }
}

function endWords({ kind, exitCode }: CommandEnd): string {
  switch (kind) {
    case 'passed':
      return 'passed'
    case 'failed':
      return exitCode === undefined ? 'could not be run' : `failed with ${exitCode}`
    case 'timedOut':
      return 'took too long and was ended'
    case 'stopped':
      return 'was stopped'
  }
}

function text(results: readonly Result[]): string {
  return results.map((result) => `${name(result, results)}\n${lines(result)}`).join('\n')
}

function name({ file, turn }: Result, results: readonly Result[]): string {
  const several = results.some((other) => other.file === file && other.turn !== turn)
  return several ? `${nameOf(file)}, turn ${turn}` : nameOf(file)
}

function lines({ passed, failed, card, verification }: Result): string {
  const { format, length, language, answer } = card
  const rows: readonly (readonly [string, string])[] = [
    ['format', `TRL ${score(format.trl)}, open-r1 ${score(format.openR1)}`],
    ['tags', score(card.tagCount)],
    ['steps', score(card.steps)],
    ['repetition', score(card.repetition)],
    [
      'length',
      `${counted(length.characters, 'character', 'characters')}, about ${counted(length.tokens, 'token', 'tokens')}`,
    ],
    ...(language ? [['language', `${Math.round(language.share * 100)} % ${language.script}`] as const] : []),
    ...(answer ? [['answer', answerLine(answer)] as const] : []),
    ...(verification ? [['code', verificationText(verification)] as const] : []),
    [passed ? 'passed' : 'failed', failed.join('; ')],
  ]
  const shown = rows.map(([label, value]) => `  ${label.padEnd(11)}${value}`.trimEnd() + '\n').join('')
  return verification?.kind === 'ran' && !passed ? `${shown}${outputLines(verification.end.output)}` : shown
}

/** The end of what a command wrote. */
function outputLines(output: string): string {
  const written = stripVTControlCharacters(output).trimEnd().split('\n').slice(-20)
  return written.map((line) => `    | ${line}`.trimEnd() + '\n').join('')
}

function answerLine({ found, same, as, expected }: AnswerCheck): string {
  if (!found) return `none is stated; ${expected} was expected`
  return `${found.answer} (${found.rule}) is ${same ? '' : 'not '}${expected}${as ? `, as ${as}` : ''}`
}

function score(value: number): string {
  return value.toFixed(2)
}
