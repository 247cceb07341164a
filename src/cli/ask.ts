import type { Delta } from '../base/delta.ts'
import { nothingKnown } from '../core/references.ts'
import { createTurn } from '../core/growingTurn.ts'
import { openaiStream, type Access } from '../endpoint/openai.ts'
import type { Profile } from '../endpoint/profile.ts'
import { createPrompt, promptBudget } from '../endpoint/prompt.ts'
import { failing, tooLongFor } from '../endpoint/tooLong.ts'
import { createListener, overheard } from '../inside/inside.ts'
import { countOf, oneOf, outputOption, readArgs } from './args.ts'
import { keepInside } from './beside.ts'
import { createRecorder, turnToWrite } from '../sampling/asked.ts'
import { documentOf } from '../traces/turns.ts'
import { readCode } from './code.ts'
import { accessOf, endpointOptions, endpointRows } from './endpoint.ts'
import { helpText } from './help.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { createLive } from './live.ts'
import { exitCodes, follow, nextStep, problemOf, resultOf } from './running.ts'

export const askVerb: Verb = {
  name: 'ask',
  summary: 'ask a model, see it think, read its answer',
  help: helpText(
    'thinktree ask QUESTION',
    'Asks an OpenAI-compatible endpoint and streams the step tree, then the answer.',
    [
      ['--file FILE[:LINE[-LINE]]', 'code to ask about, all of it or these lines'],
      ['--budget TOKENS', 'what the request may have, estimated; 6000 unless said otherwise'],
      [
        '--start auto|explicit|implicit',
        'whether content begins inside the thought; with auto, content is held back until a closing tag tells, or the end: explicit shows the answers of other models as they come',
      ],
      [
        '--logprobs N',
        'asks how likely each token was, and for N alternatives; a reply becomes many times as long. With -o it is kept in FILE.inside, which thinktree stats reads',
      ],
      ['--experts', 'asks which experts worked (SGLang, vLLM), which is much; kept in the same place'],
      [
        '-o, --output FILE',
        'writes the question, the thought and the answer to a .think file as well; what stood there is replaced',
      ],
      [
        '--format text|json',
        'json writes one object at the end: {"reasoning", "answer", "steps", "usage", "state"}; the state is done, stopped, incomplete (with "why") or failed (with "failure")',
      ],
    ],
    endpointRows,
    'Ctrl-C stops; what came is kept. Exits with 0 when done, 130 when stopped, 1 when it failed or is incomplete.',
  ),
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    ...endpointOptions,
    file: { type: 'string' },
    budget: { type: 'string', default: '6000' },
    start: { type: 'string' },
    logprobs: { type: 'string' },
    experts: { type: 'boolean', default: false },
    ...outputOption,
    format: { type: 'string', default: 'text' },
  })
  const [question = '', ...others] = positionals
  if (question.trim() === '' || others.length > 0) {
    throw new Complaint('ask takes one question; put it in quotes.')
  }
  const format = oneOf(values.format, ['text', 'json'] as const, '--format')
  const access = asking(await accessOf(values, io), values)
  const { profile } = access
  const start = oneOf(
    values.start ?? profile.split.start,
    ['auto', 'explicit', 'implicit'] as const,
    '--start',
  )
  const code = values.file === undefined ? undefined : await readCode(values.file, io)
  const prompt = createPrompt({
    question,
    context: code?.context ?? null,
    history: [],
    policy: 'none',
    budget: promptBudget(profile, countOf(values.budget, '--budget')),
  })
  const { messages } = prompt
  if (values.output !== undefined) await io.willWrite(values.output)
  for (const part of prompt.leftOut) io.note(`Left out to stay within the budget: ${part}.`)
  const tooLong = tooLongFor(profile, prompt.promptTokens)
  const deltas = tooLong ? failing(tooLong) : openaiStream(access)({ messages }, io.signal)

  const turn = createTurn({ ...profile.split, start })
  const live = format === 'text' ? createLive(io, start === 'auto') : undefined
  const at = new Date()
  const recorder = createRecorder()
  const listener = createListener()
  const hear = (delta: Delta) => {
    recorder.hear(delta)
    listener.hear(delta)
  }
  await follow(turn, overheard(deltas, hear), live, io)
  const value = turn.value()
  if (live) await live.end(value)
  else await io.write(`${JSON.stringify(resultOf(value, code?.known ?? nothingKnown))}\n`)
  if (values.output !== undefined) {
    const id = crypto.randomUUID()
    const asked = { id, question, profile, code, at, prompt }
    await io.writeFile(values.output, documentOf([turnToWrite(asked, value, recorder.came())]).text)
    await keepInside(values.output, id, listener.heard(), profile, io)
  }
  const problem = problemOf(value.state)
  if (problem !== undefined) io.note(problem)
  const next = nextStep(value, values.output)
  if (next !== undefined) io.note(next)
  return exitCodes[value.state.kind]
}

function asking(access: Access, { logprobs, experts }: { logprobs?: string; experts: boolean }): Access {
  const profile: Profile = {
    ...access.profile,
    ...(logprobs !== undefined && { logprobs: alternativesOf(logprobs) }),
    ...(experts && { experts }),
  }
  if (profile.experts && !profile.expertFields)
    throw new Complaint('--experts needs a server that tells: say --server vllm or --server sglang.')
  return { ...access, profile }
}

function alternativesOf(text: string): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count > 20)
    throw new Complaint(`--logprobs must be a whole number from 0 to 20, not “${text}”.`)
  return count
}
