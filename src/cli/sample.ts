import { join } from 'node:path'
import type { Delta } from '../base/delta.ts'
import type { Access } from '../endpoint/openai.ts'
import { createPrompt, promptBudget, type Prompt } from '../endpoint/prompt.ts'
import { tooLongFor } from '../endpoint/tooLong.ts'
import { createListener, overheard } from '../inside/inside.ts'
import { askAll } from '../sampling/askAll.ts'
import { takeSample } from '../sampling/sample.ts'
import { sampleTable, type SampleTurn } from '../sampling/table.ts'
import { readDocument, type DocumentTurn } from '../traces/document.ts'
import { documentOf, keptOf } from '../traces/turns.ts'
import { countOf, oneOf, outputOption, readArgs } from './args.ts'
import { keepInside } from './beside.ts'
import { readCode } from './code.ts'
import { accessOf, endpointOptions, endpointRows } from './endpoint.ts'
import { helpText } from './help.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { exitCodes, problemOf } from './running.ts'
import { samplesJson, samplesText } from './samplesTable.ts'

export const sampleVerb: Verb = {
  name: 'sample',
  summary: 'ask one question many times, or several models, and compare the answers',
  help: helpText(
    'thinktree sample QUESTION -o FOLDER',
    'Asks a question several times, some at once, writes each answer to a .think file, and shows what thinktree samples shows of them. What is there already and done is not asked for again, so that what was broken off can be gone on with; where it answers another question, or another model gave it, nothing is asked.',
    [
      ['-n NUMBER', 'answers of each endpoint; 8 unless said otherwise'],
      [
        '--parallel NUMBER',
        'answers at once; 4 unless said otherwise. vLLM and SGLang give as many in one request',
      ],
      [
        '-o, --output FOLDER',
        'where the files go: 01.think, 02.think, …; of several endpoints NAME-01.think, …',
      ],
      ['--expect ANSWER', 'what is right'],
      ['--file FILE[:LINE[-LINE]]', 'code to ask about, all of it or these lines'],
      ['--budget TOKENS', 'what each request may have, estimated; 6000 unless said otherwise'],
      ['--format text|json', 'text unless said otherwise'],
    ],
    endpointRows,
    '--profile may be given several times: each is asked.',
    'Ctrl-C stops; what came is kept. Exits with 0 when all are done, 130 when stopped, 1 when one failed or is incomplete.',
  ),
  run,
}

interface Task {
  readonly access: Access
  readonly prompt: Prompt
  readonly path: string
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    ...endpointOptions,
    profile: { type: 'string', multiple: true },
    n: { type: 'string', short: 'n', default: '8' },
    parallel: { type: 'string', default: '4' },
    ...outputOption,
    expect: { type: 'string' },
    file: { type: 'string' },
    budget: { type: 'string', default: '6000' },
    format: { type: 'string', default: 'text' },
  })
  const [question = '', ...others] = positionals
  if (question.trim() === '' || others.length > 0)
    throw new Complaint('sample takes one question; put it in quotes.')
  const { output: folder, profile: profiles = [] } = values
  if (folder === undefined) throw new Complaint('Say where the answers go with -o FOLDER.')
  const format = oneOf(values.format, ['text', 'json'] as const, '--format')
  const [count, parallel] = [countOf(values.n, '-n'), countOf(values.parallel, '--parallel')]
  const budget = countOf(values.budget, '--budget')
  const code = values.file === undefined ? undefined : await readCode(values.file, io)
  const { profile: _, ...rest } = values
  const accesses = await Promise.all(
    profiles.length === 0
      ? [accessOf(rest, io)]
      : profiles.map((profile) => accessOf({ ...rest, profile }, io)),
  )
  let exitCode = 0
  const tasks = accesses.flatMap((access): Task[] => {
    const prompt = promptFor(access)
    const tooLong = tooLongFor(access.profile, prompt.promptTokens)
    if (tooLong) {
      io.note(tooLong.message)
      exitCode = exitCodes.failed
      return []
    }
    const prefix = accesses.length > 1 ? `${access.profile.name.replaceAll(/[^\p{L}\p{N}.-]+/gu, '_')}-` : ''
    return Array.from({ length: count }, (_, index) => ({
      access,
      prompt,
      path: join(folder, `${prefix}${String(index + 1).padStart(2, '0')}.think`),
    }))
  })
  const taken = new Map<string, SampleTurn>()
  const missing: Task[] = []
  for (const task of tasks) {
    const { path } = task
    const turn = doneIn(await io.readIfThere(path))
    if (turn && !answers(turn, task)) throw new Complaint(strange(path))
    if (turn) taken.set(path, { name: path, turn })
    else missing.push(task)
  }
  for (const { path } of missing) await io.willWrite(path)
  await askAll(
    missing,
    parallel,
    async (task, _, deltas) => {
      const { path } = task
      const turn = lastTurn(await take(task, deltas))
      if (turn) taken.set(path, { name: path, turn })
    },
    io.signal,
  )
  const table = sampleTable(
    tasks.flatMap(({ path }) => taken.get(path) ?? []),
    values.expect,
  )
  await io.write(format === 'json' ? samplesJson(table, values.expect) : samplesText(table))
  return io.signal.aborted ? exitCodes.stopped : exitCode

  function answers({ head }: DocumentTurn, { access }: Task): boolean {
    return head.question === question && head.model === access.profile.model
  }

  function promptFor({ profile }: Access): Prompt {
    return createPrompt({
      question,
      context: code?.context ?? null,
      history: [],
      policy: 'none',
      budget: promptBudget(profile, budget),
    })
  }

  async function take({ access, prompt, path }: Task, deltas: AsyncIterable<Delta>): Promise<string> {
    const { profile } = access
    const asked = { id: crypto.randomUUID(), question, profile, code, prompt }
    const listener = createListener()
    const told = overheard(deltas, (delta) => listener.hear(delta))
    const { value, turn } = await takeSample(asked, told, io)
    const { text } = documentOf([turn])
    await io.writeFile(path, text)
    await keepInside(path, asked.id, listener.heard(), profile, io)
    const problem = problemOf(value.state)
    if (problem !== undefined) io.note(`${path}: ${problem}`)
    exitCode = Math.max(exitCode, value.state.kind === 'stopped' ? 0 : exitCodes[value.state.kind])
    return text
  }
}

function strange(path: string): string {
  return `${path} answers another question or is of another model; choose another folder.`
}

function doneIn(text: string | undefined): DocumentTurn | undefined {
  const turn = text === undefined ? undefined : lastTurn(text)
  return turn && keptOf(turn).state.kind === 'done' ? turn : undefined
}

function lastTurn(text: string): DocumentTurn | undefined {
  return readDocument(text).turns.at(-1)
}
