import type { Delta, Usage } from '../base/delta.ts'
import { restoreTurn } from '../core/kept.ts'
import { cutOf } from '../core/goingOn.ts'
import { branchOf, usualWord, type Branch, type NoBranch, type Steering } from '../core/steering.ts'
import type { StepId } from '../core/step.ts'
import { createTurn } from '../core/growingTurn.ts'
import type { Cut, TurnValue } from '../core/turn.ts'
import { continueStream } from '../endpoint/continuing/continue.ts'
import { carryStream, wayOf } from '../endpoint/continuing/goOn.ts'
import type { WayName } from '../endpoint/continuing/ways.ts'
import type { Access } from '../endpoint/openai.ts'
import { createPrompt, promptBudget } from '../endpoint/prompt.ts'
import type { Message } from '../endpoint/stream.ts'
import { originOf } from '../endpoint/profile.ts'
import { tokensToGoOn, tooLongFor } from '../endpoint/tooLong.ts'
import type { DocumentTurn, TraceDocument } from '../traces/document.ts'
import { earlierTurns } from '../traces/thread.ts'
import { keptOf } from '../traces/turns.ts'
import { createListener, inherited } from '../inside/inside.ts'
import type { Code } from '../sampling/asked.ts'
import { countOf, oneOf, outputOption, readArgs } from './args.ts'
import { insideBeside, keepInside } from './beside.ts'
import { freshId, withBranch, withId } from './branchFile.ts'
import { readCode } from './code.ts'
import { nameOf, readTraceFile } from './documents.ts'
import { accessOf, endpointOptions, endpointRows } from './endpoint.ts'
import { helpText } from './help.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { createLive } from './live.ts'
import { exitCodes, follow, nextStep, problemOf, resultOf } from './running.ts'

export const continueVerb: Verb = {
  name: 'continue',
  summary: 'go on from a step, edit one, answer now, think more',
  help: helpText(
    'thinktree continue FILE|- [--at STEP]',
    'Lets a model go on from a place in a thought: a new turn, a branch, which keeps what stands before that place to the letter. FILE is a .think document, or a text with a think block. STEP is a step as thinktree tree --format json names it, such as s120, or a number of UTF-16 units. Without more, what follows the step is dropped and thought anew.',
    [
      ['--edit TEXT', 'the step says this instead'],
      ['--hint TEXT', 'this is put in after it'],
      ['--answer-now', 'the thought ends after it, or where it is now'],
      ['--think-more [WORD]', 'the whole thought goes on with this word; “Wait,” unless said otherwise'],
      ['--answer-again', 'the whole thought stays, the answer is written anew'],
      ['--turn NUMBER', 'which turn of a document; the last unless said otherwise'],
      ['--question TEXT', 'what was asked, where the file does not say it'],
      ['--file FILE[:LINE[-LINE]]', 'the code that was asked about, which is not in the file'],
      [
        '--carry',
        'where the server cannot go on, ask it anew with the thought in the question; that is no continuation, and is said',
      ],
      ['--budget TOKENS', 'what question and code may have, estimated; 6000 unless said otherwise'],
      ['-o, --output FILE', 'writes the document with the branch at its end there; it may be the same file'],
      [
        '--format text|json',
        'json writes one object: as ask does, with "branch"; its usage is that of this request',
      ],
    ],
    endpointRows,
    'How the server goes on is found out by a tiny request, unless the profile says it. Exits with 0 when done, 130 when stopped, 1 when it failed, is incomplete, or the server cannot go on.',
  ),
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    ...endpointOptions,
    at: { type: 'string' },
    edit: { type: 'string' },
    hint: { type: 'string' },
    'answer-now': { type: 'boolean', default: false },
    'think-more': { type: 'boolean', default: false },
    'answer-again': { type: 'boolean', default: false },
    turn: { type: 'string' },
    question: { type: 'string' },
    file: { type: 'string' },
    carry: { type: 'boolean', default: false },
    budget: { type: 'string', default: '6000' },
    ...outputOption,
    format: { type: 'string', default: 'text' },
  })
  const [path, word, ...others] = positionals
  if (path === undefined || others.length > 0 || (word !== undefined && !values['think-more']))
    throw new Complaint('continue takes one file, or - for standard input.')
  const format = oneOf(values.format, ['text', 'json'] as const, '--format')
  const budget = countOf(values.budget, '--budget')
  const document = await readTraceFile(path, io)
  const index = indexOf(document, values.turn)
  const turn = document.turns[index]
  if (!turn) throw new Complaint(`${nameOf(path)} has no turn.`)
  const { branch, cut } = begin(restoreTurn(keptOf(turn)), steeringOf(values, word))
  const question = values.question ?? turn.head.question
  if (question.trim() === '') throw new Complaint('Say with --question what was asked: the file does not.')
  // What cannot be written is said before a model is asked.
  const named = values.output === undefined ? undefined : withId(document, index, question)
  if (values.output !== undefined) await io.willWrite(values.output)
  const access = await accessOf(values, io, turn.head.model)
  const code = values.file === undefined ? undefined : await readCode(values.file, io)
  if (!code && turn.head.context.length > 0)
    io.note(`It goes on without the code that was asked about${about(turn)}: give it with --file.`)
  const { messages, leftOut, promptTokens } = createPrompt({
    question,
    context: code?.context ?? null,
    history: earlierTurns(document.turns, index).map(exchangeOf),
    policy: access.profile.history,
    thoughtField: access.profile.thoughtField,
    budget: promptBudget(access.profile, budget),
  })
  for (const part of leftOut) io.note(`Left out to stay within the budget: ${part}.`)
  const tooLong = tooLongFor(access.profile, tokensToGoOn(promptTokens, cut.kept))
  if (tooLong) throw new Complaint(tooLong.message, 1)

  const way = await findWay(access, cut, io)
  if (way === null && !values.carry) throw cannot(access)
  if (way === null)
    io.note('The server cannot go on from there: it is asked anew, with the thought in the question.')
  const made: Branch = way === null ? { ...branch, carried: true } : branch
  const asked = way === null ? createTurn(access.profile.split) : createTurn(access.profile.split, cut)
  const live = format === 'text' ? createLive(io, false) : undefined
  const from =
    way === null
      ? { reasoning: 0, answer: 0 }
      : { reasoning: cut.kept.reasoning.length, answer: cut.kept.answer.length }
  const listener = createListener(from)
  const usage = await answer({
    access,
    messages,
    cut,
    way,
    turn: asked,
    live,
    io,
    hear: (delta) => listener.hear(delta),
  })
  const value = asked.value()
  if (live) await live.end(value)
  else await io.write(`${JSON.stringify({ ...resultOf(value, knownOf(turn, code)), usage, branch: made })}\n`)
  if (values.output !== undefined && named && isMore(value, cut, way)) {
    const id = freshId()
    await io.writeFile(values.output, withBranch(named, index, { id, branch: made, value, question, access }))
    const others = await insideBeside(path, io)
    const before = inherited(others?.get(named.turns[index]?.head.id ?? ''), from)
    await keepInside(values.output, id, listener.heard(), access.profile, io, {
      before,
      ...(others && { others }),
    })
  }
  const problem = problemOf(value.state)
  if (problem !== undefined) io.note(problem)
  const next = nextStep(value, values.output)
  if (next !== undefined) io.note(next)
  return exitCodes[value.state.kind]
}

interface Asked {
  readonly at?: string | undefined
  readonly edit?: string | undefined
  readonly hint?: string | undefined
  readonly 'answer-now': boolean
  readonly 'think-more': boolean
  readonly 'answer-again': boolean
}

/** Undefined: it goes on where it was cut. */
function steeringOf(asked: Asked, word: string | undefined): Steering | undefined {
  const wanted = (['edit', 'hint', 'answer-now', 'think-more', 'answer-again'] as const).filter(
    (name) => asked[name] !== undefined && asked[name] !== false,
  )
  const [what, other] = wanted
  if (other !== undefined) throw new Complaint(`Give --${what} or --${other}, not both.`)
  const at =
    asked.at === undefined ? undefined : /^\d+$/.test(asked.at) ? Number(asked.at) : (asked.at as StepId)
  const place = at === undefined ? {} : { at }
  switch (what) {
    case undefined:
      return at === undefined ? undefined : { kind: 'goOn', at }
    case 'edit':
    case 'hint':
      if (at === undefined) throw new Complaint(`Say with --at where: --${what} is about a step.`)
      return { kind: what === 'edit' ? 'editStep' : 'hint', at, text: asked[what] ?? '' }
    case 'answer-now':
      return { kind: 'answerNow', ...place }
    case 'think-more':
      return { kind: 'thinkMore', ...place, text: word ?? usualWord }
    case 'answer-again':
      return { kind: 'answerAgain', ...place }
  }
}

function begin(value: TurnValue, steering: Steering | undefined) {
  if (!steering) {
    const cut = cutOf(value)
    if (!cut) throw new Complaint('The turn was not cut: say with --at from which step to go on.')
    const branch: Branch = { kind: 'goOn', at: value.reasoning.length }
    return { branch, cut: { ...cut, kept: { ...cut.kept, usage: {} } } }
  }
  const made = branchOf(value, steering)
  if ('problem' in made) throw new Complaint(sentences[made.problem].replace('{0}', String(steering.at)))
  return made
}

const sentences: Readonly<Record<NoBranch, string>> = {
  hidden: 'Its server withheld the reasoning, or encrypted it: nobody else can go on from there.',
  signed: 'Its server signed the reasoning: it takes it back only as it is, so nothing can be led from it.',
  noReasoning: 'The turn has no reasoning to go on from.',
  noPlace: 'There is no step “{0}”: thinktree tree --format json names them.',
  nothingLeft: 'Nothing of the thought would be left to go on from.',
}

function indexOf({ turns }: TraceDocument, number: string | undefined): number {
  const index = number === undefined ? turns.length - 1 : Number(number) - 1
  if (!turns[index])
    throw new Complaint(`--turn must be a number from 1 to ${turns.length}, not “${number}”.`)
  return index
}

function exchangeOf(turn: DocumentTurn) {
  const { reasoning, answer } = keptOf(turn)
  return { question: turn.head.question, answer: answer.trim(), reasoning }
}

async function findWay(access: Access, { at }: Cut, io: Io): Promise<WayName | null> {
  const finding = wayOf(access, at, { known: () => undefined, keep: () => undefined }, io.signal)
  for (;;) {
    const { done, value } = await finding.next()
    if (!done) continue
    if ('failure' in value) throw new Complaint(value.failure.message, 1)
    return value.way
  }
}

function cannot({ profile }: Access): Complaint {
  const message = `${profile.model} at ${originOf(profile)} cannot go on from there. With --carry it is asked anew, with the thought in the question.`
  return new Complaint(message, 1)
}

interface Answering {
  readonly access: Access
  readonly messages: readonly Message[]
  readonly cut: Cut
  readonly way: WayName | null
  readonly turn: ReturnType<typeof createTurn>
  readonly live: ReturnType<typeof createLive> | undefined
  readonly io: Io
  readonly hear: (delta: Delta) => void
}

function about({ head: { subject, context } }: DocumentTurn): string {
  const named = subject || context.map(({ path }) => path).join(', ')
  return named === '' ? '' : ` (${named})`
}

/** What the request took. */
async function answer({ access, messages, cut, way, turn, live, io, hear }: Answering): Promise<Usage> {
  const { reasoning, answer: said } = cut.kept
  const text = { reasoning, answer: said, at: cut.at }
  let usage: Usage = {}
  const deltas =
    way === null
      ? carryStream(access, { messages, cut: text }, io.signal)
      : continueStream(access, { messages, cut: text, way }, io.signal)
  await follow(turn, counted(), live, io)
  return usage

  async function* counted() {
    for await (const delta of deltas) {
      hear(delta)
      if (delta.kind === 'usage') usage = { ...usage, ...delta.usage }
      yield delta
    }
  }
}

/** A request that failed at once gives nothing to keep. */
function isMore({ reasoning, answer: said, state }: TurnValue, { kept }: Cut, way: WayName | null): boolean {
  const before = way === null ? 0 : kept.reasoning.length + kept.answer.length
  return state.kind === 'done' || reasoning.length + said.length > before
}

function knownOf({ head }: DocumentTurn, code: Code | undefined) {
  return code?.known ?? { paths: head.context.map(({ path }) => path), names: head.names }
}
