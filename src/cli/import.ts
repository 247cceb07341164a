import { problemSentence, type Conversation, type ImportProblem } from '../import/conversation.ts'
import { formName } from '../import/form.ts'
import { createImporter, importLimits } from '../import/importer.ts'
import { reviewPath } from '../judge/reviewFile.ts'
import { readArgs } from './args.ts'
import { Complaint, readPieces, type Io, type Verb } from './io.ts'

export const importVerb: Verb = {
  name: 'import',
  summary: 'make .think documents of streams, responses, logs and messages',
  help: `thinktree import FILE|-

Writes the conversation that a file holds as a .think document. The form is found out: recorded streams (server-sent
events, JSON by line; OpenAI-style, Anthropic, Ollama, llama.cpp), responses, requests with their responses, HAR files, messages
(JSONL or a list; ShareGPT, alpaca, prompt and completion, judged steps), exports of LangSmith, Langfuse and pages to chat
with, transcripts of ollama, llama-cli and vLLM, Markdown or text with a think block.

  -o, --output FILE   writes there; of several conversations, to FILE-1, FILE-2, … before its ending. What the data say
                      of an answer or its steps (KTO, PRM800K, stepwise) goes to FILE.review.json
  --pick NUMBER       only this one of several
  --list              only lists them: number, line, turns, model, title
`,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    output: { type: 'string', short: 'o' },
    pick: { type: 'string' },
    list: { type: 'boolean', default: false },
  })
  const [path, ...others] = positionals
  if (path === undefined || others.length > 0)
    throw new Complaint('import takes one file, or - for standard input.')

  const all = await conversationsIn(path, io)
  for (const form of new Set(all.map((each) => formName(each.form)))) io.note(`Read as ${form}.`)
  if (all.length === 0) return 1
  if (values.list) return list(all, io)
  const chosen = values.pick === undefined ? all : [picked(all, values.pick)]
  if (values.output !== undefined) return writeAll(chosen, values.output, io)
  const [first, ...more] = chosen
  if (more.length > 0)
    throw new Complaint(
      `There are ${all.length} conversations: choose one with --pick NUMBER, or write all with -o FILE.`,
    )
  await io.write(first?.document() ?? '')
  return 0
}

async function conversationsIn(path: string, io: Io): Promise<readonly Conversation[]> {
  const found: Conversation[] = []
  const problems: ImportProblem[] = []
  const importer = createImporter(
    (conversation) => found.push(conversation),
    (problem) => problems.push(problem),
    { ...importLimits, conversations: Infinity },
  )
  for await (const piece of readPieces(path, io)) {
    importer.push(piece)
    if (importer.full()) break
  }
  importer.end()
  for (const problem of problems.slice(0, mostProblems))
    io.note(`Line ${problem.line}: ${problemSentence(problem)}`)
  if (problems.length > mostProblems) io.note(`And ${problems.length - mostProblems} more like these.`)
  return found
}

const mostProblems = 20

function picked(all: readonly Conversation[], number: string): Conversation {
  const chosen = all[Number(number) - 1]
  if (!chosen) throw new Complaint(`--pick must be a number from 1 to ${all.length}, not “${number}”.`)
  return chosen
}

async function list(all: readonly Conversation[], io: Io): Promise<number> {
  for (const [index, { line, turns, model, title }] of all.entries())
    await io.write(`${[index + 1, line, turns, model, title].join('\t')}\n`)
  return 0
}

async function writeAll(chosen: readonly Conversation[], output: string, io: Io): Promise<number> {
  const [, name = output, ending = ''] = /^(.*?)(\.[^./\\]*)?$/s.exec(output) ?? []
  for (const [index, { document, review }] of chosen.entries()) {
    const path = chosen.length === 1 ? output : `${name}-${index + 1}${ending}`
    await io.writeFile(path, document())
    if (review) await io.writeFile(reviewPath(path), review())
  }
  return 0
}
