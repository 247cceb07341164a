import type { Delta } from '../base/delta.ts'
import { unreachable } from '../base/unreachable.ts'
import { nothingKnown, type Known } from '../core/references.ts'
import { applyTurn } from '../core/change.ts'
import { createTurn, newTurn, type RunState, type Turn, type TurnValue } from '../core/turn.ts'
import { normaliseBaseUrl } from '../endpoint/baseUrl.ts'
import { openaiStream } from '../endpoint/openai.ts'
import { createProfile, type Profile } from '../endpoint/profile.ts'
import { createPrompt, promptBudget } from '../endpoint/prompt.ts'
import { oneOf, readArgs } from './args.ts'
import { createRecorder, documentText } from './asked.ts'
import { readCode } from './code.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { profileNamed } from './profiles.ts'
import { createLive, type Live } from './live.ts'
import { stepsJson } from './stepJson.ts'

export const askVerb: Verb = {
  name: 'ask',
  summary: 'ask a model, see it think, read its answer',
  help: `thinktree ask QUESTION

Asks an OpenAI-compatible endpoint and streams the step tree, then the answer.

  --profile NAME            an endpoint by its name, from the file of --profiles
  --profiles FILE           JSON as in the setting thinktree.endpoints; else THINKTREE_PROFILES
  --base-url URL            without a profile: such as http://127.0.0.1:8000/v1; else THINKTREE_BASE_URL
  --model NAME              else THINKTREE_MODEL
  --key-env NAME            the environment variable that holds the key; else THINKTREE_API_KEY, else no key
  --file FILE[:LINE[-LINE]] code to ask about, all of it or these lines
  --budget TOKENS           what the request may have, estimated; 6000 unless said otherwise
  --start auto|explicit|implicit   whether content begins inside the thought; with auto, content is held back until
                            a closing tag tells, or the end: explicit shows the answers of other models as they come
  -o, --output FILE         writes the question, the thought and the answer to a .think file as well; what stood there is
                            replaced
  --format text|json        json writes one object at the end: {"reasoning", "answer", "steps", "usage", "state"};
                            the state is done, stopped, incomplete (with "why") or failed (with "failure")

Ctrl-C stops; what came is kept. Exits with 0 when done, 130 when stopped, 1 when it failed or is incomplete.
`,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    profile: { type: 'string' },
    profiles: { type: 'string' },
    'base-url': { type: 'string' },
    model: { type: 'string' },
    'key-env': { type: 'string' },
    file: { type: 'string' },
    budget: { type: 'string', default: '6000' },
    start: { type: 'string' },
    output: { type: 'string', short: 'o' },
    format: { type: 'string', default: 'text' },
  })
  const [question = '', ...others] = positionals
  if (question.trim() === '' || others.length > 0) {
    throw new Complaint('ask takes one question; put it in quotes.')
  }
  const format = oneOf(values.format, ['text', 'json'] as const, '--format')
  const profile = await profileOf(values, io)
  const start = oneOf(
    values.start ?? profile.split.start,
    ['auto', 'explicit', 'implicit'] as const,
    '--start',
  )
  const stream = openaiStream({
    profile,
    key: profile.authorization === 'none' ? null : keyOf(values['key-env'], io),
  })
  const code = values.file === undefined ? undefined : await readCode(values.file, io)
  const prompt = createPrompt({
    question,
    context: code?.context ?? null,
    history: [],
    policy: 'none',
    budget: promptBudget(profile, countOf(values.budget, '--budget')),
  })
  const { messages } = prompt
  for (const part of prompt.leftOut) io.note(`Left out to stay within the budget: ${part}.`)

  const turn = createTurn({ ...profile.split, start })
  const live = format === 'text' ? createLive(io, start === 'auto') : undefined
  const at = new Date()
  const recorder = createRecorder()
  await follow(turn, heard(stream({ messages }, io.signal), recorder.hear), live, io)
  const value = turn.value()
  if (values.output !== undefined)
    await io.writeFile(
      values.output,
      documentText({ question, profile, code, at, prompt }, value, recorder.came()),
    )
  if (live) await live.end(value)
  else await io.write(`${JSON.stringify(resultOf(value, code?.known ?? nothingKnown))}\n`)
  const problem = problemOf(value.state)
  if (problem !== undefined) io.note(problem)
  return exitCodes[value.state.kind]
}

async function* heard(deltas: AsyncIterable<Delta>, hear: (delta: Delta) => void): AsyncIterable<Delta> {
  for await (const delta of deltas) {
    hear(delta)
    yield delta
  }
}

async function follow(
  turn: Turn,
  deltas: AsyncIterable<Delta>,
  live: Live | undefined,
  { note, signal }: Io,
) {
  const asked = performance.now()
  const now = () => performance.now() - asked
  let value = newTurn()
  let shown = 0
  for await (const delta of deltas) {
    if (delta.kind === 'waiting')
      note(`${delta.failure.message} Asking again in ${(delta.delay / 1000).toFixed(1)} s.`)
    turn.push(delta, now())
    const due = value.state.kind === 'answering' || now() - shown >= 50
    if (!live || !due) continue
    shown = now()
    const change = turn.take()
    value = applyTurn(value, change)
    await live.grow(value, change)
  }
  turn.end(signal.aborted ? 'stopped' : 'closed', now())
  if (live) await live.grow(applyTurn(value, turn.take()), {})
}

function resultOf(value: TurnValue, known: Known) {
  const { reasoning, answer, usage, state } = value
  return {
    reasoning,
    answer,
    steps: stepsJson(value, known),
    usage,
    state: state.kind,
    ...(state.kind === 'incomplete' && { why: state.why }),
    ...(state.kind === 'failed' && { failure: { code: state.failure.code, message: state.failure.message } }),
  }
}

const exitCodes = {
  done: 0,
  stopped: 130,
  failed: 1,
  incomplete: 1,
  connecting: 1,
  waiting: 1,
  thinking: 1,
  answering: 1,
} as const satisfies Record<RunState['kind'], number>

function problemOf(state: RunState): string | undefined {
  if (state.kind === 'failed') return state.failure.message
  if (state.kind !== 'incomplete') return undefined
  switch (state.why) {
    case 'length':
      return 'The answer is incomplete: the model reached its limit of tokens.'
    case 'cut':
      return 'The answer is incomplete: the connection ended before the model did.'
    case 'interrupted':
      return 'The answer is incomplete: the run was interrupted.'
    case 'noAnswer':
      return 'The model gave no answer.'
    case 'refused':
      return 'The answer is incomplete: the endpoint held it back.'
    default:
      return unreachable(state.why)
  }
}

type Named = Readonly<Partial<Record<'profile' | 'profiles' | 'base-url' | 'model', string>>>

async function profileOf(values: Named, io: Io): Promise<Profile> {
  if (values.profile === undefined) {
    return createProfile({
      name: 'terminal',
      baseUrl: baseUrlOf(values['base-url'] ?? io.env['THINKTREE_BASE_URL'] ?? ''),
      model: modelOf(values.model ?? io.env['THINKTREE_MODEL'] ?? ''),
    })
  }
  if (values['base-url'] !== undefined) throw new Complaint('Give --profile or --base-url, not both.')
  return profileNamed(values.profile, values.model, values.profiles ?? io.env['THINKTREE_PROFILES'] ?? '', io)
}

function baseUrlOf(text: string): string {
  if (text === '') throw new Complaint('Name an endpoint with --base-url, such as http://127.0.0.1:8000/v1.')
  const base = normaliseBaseUrl(text)
  if ('problem' in base) throw new Complaint(base.problem)
  return base.url
}

function modelOf(name: string): string {
  if (name === '') throw new Complaint('Name a model with --model.')
  return name
}

function keyOf(name: string | undefined, { env }: Io): string | null {
  const key = env[name ?? 'THINKTREE_API_KEY'] ?? ''
  if (name !== undefined && key === '') throw new Complaint(`The environment variable ${name} is not set.`)
  return key === '' ? null : key
}

function countOf(text: string, name: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Complaint(`${name} must be a whole number above 0, not “${text}”.`)
  return count
}
