import type { Delta } from '../base/delta.ts'
import { nothingKnown } from '../core/references.ts'
import { createTurn } from '../core/turn.ts'
import { openaiStream } from '../endpoint/openai.ts'
import { createPrompt, promptBudget } from '../endpoint/prompt.ts'
import { countOf, oneOf, readArgs } from './args.ts'
import { createRecorder, documentText } from './asked.ts'
import { readCode } from './code.ts'
import { accessOf, endpointHelp, endpointOptions } from './endpoint.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { createLive } from './live.ts'
import { exitCodes, follow, problemOf, resultOf } from './running.ts'

export const askVerb: Verb = {
  name: 'ask',
  summary: 'ask a model, see it think, read its answer',
  help: `thinktree ask QUESTION

Asks an OpenAI-compatible endpoint and streams the step tree, then the answer.

${endpointHelp}  --file FILE[:LINE[-LINE]] code to ask about, all of it or these lines
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
    ...endpointOptions,
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
  const access = await accessOf(values, io)
  const { profile } = access
  const start = oneOf(
    values.start ?? profile.split.start,
    ['auto', 'explicit', 'implicit'] as const,
    '--start',
  )
  const stream = openaiStream(access)
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
