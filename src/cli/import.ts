import { problemSentence, type Conversation } from '../import/conversation.ts'
import { formName } from '../import/form.ts'
import { importLimits } from '../import/importer.ts'
import { conversationsIn, listConversations, type Listed } from '../import/listing.ts'
import type { ModelCard } from '../base/modelCard.ts'
import { insidePath } from '../inside/insideFile.ts'
import { problemSentence as wordsOf } from '../inside/problem.ts'
import { mergeReviews, readReviews, reviewPath, writeReviews } from '../judge/reviewFile.ts'
import { readDocument } from '../traces/document.ts'
import { cardOf, outputOption, readArgs } from './args.ts'
import { replaceInside } from './beside.ts'
import { emptyFile, noteProblems } from './documents.ts'
import { helpText } from './help.ts'
import { Complaint, readPieces, type Io, type Verb } from './io.ts'
import { reviewsBeside } from './reviews.ts'

export const importVerb: Verb = {
  name: 'import',
  summary: 'make .think documents of streams, responses, logs and messages',
  help: helpText(
    'thinktree import FILE|-',
    'Writes the conversation that a file holds as a .think document. The form is found out: recorded streams (server-sent events, JSON by line; OpenAI-style, Anthropic, Ollama, llama.cpp), responses, requests with their responses, HAR files, messages (JSONL or a list; ShareGPT, alpaca, prompt and completion, judged steps), exports of LangSmith, Langfuse and pages to chat with, transcripts of ollama, llama-cli and vLLM, Markdown or text with a think block.',
    [
      [
        '-o, --output FILE',
        'writes there; of several conversations, to FILE-1, FILE-2, … before its ending. What the data say of an answer or its steps (KTO, PRM800K, stepwise) goes to FILE.review.json, what servers told of probabilities and experts to FILE.inside, which thinktree stats reads',
      ],
      ['--card NAME|JSON', 'the model, for experts as SGLang sends them: as thinktree stats takes it'],
      ['--pick NUMBER', 'only this one of several'],
      ['--list', 'only lists them: number, line, turns, model, title'],
    ],
  ),
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    ...outputOption,
    card: { type: 'string' },
    pick: { type: 'string' },
    list: { type: 'boolean', default: false },
  })
  const [path, ...others] = positionals
  if (path === undefined || others.length > 0)
    throw new Complaint('import takes one file, or - for standard input.')

  const card = values.card === undefined ? undefined : cardOf(values.card)
  const all = await listOf(path, io)
  for (const form of new Set(all.map((each) => formName(each.form)))) io.note(`Read as ${form}.`)
  if (all.length === 0) return 1
  if (values.list) return list(all, io)
  const number = values.pick === undefined ? undefined : checked(values.pick, all.length)
  if (values.output === undefined && number === undefined && all.length > 1)
    throw new Complaint(
      `There are ${all.length} conversations: choose one with --pick NUMBER, or write all with -o FILE.`,
    )
  const several = number === undefined && all.length > 1
  const written: string[] = []
  let index = 0
  for await (const found of again(path, all, io)) {
    index++
    if (number !== undefined && index !== number) continue
    if (found.form.kind === 'document') noteProblems(readDocument(found.document()), path, io)
    if (values.output === undefined) await write(found, io)
    else written.push(...(await writeOne(found, several ? index : undefined, values.output, card, io)))
    if (index === number) break
  }
  // What was named need not be said.
  if (written.some((each) => each !== values.output)) io.note(`Wrote ${namesText(written)}.`)
  return 0
}

/** All of them: of a file that can be read again, no more is kept than is needed. */
async function listOf(path: string, io: Io): Promise<readonly Listed[]> {
  const { found, problems, problemCount } = await listConversations(readPieces(path, io), mostProblems, {
    limits: unlimited,
    ...(path === '-' && { keep: Infinity }),
  })
  if (problems.some(({ kind }) => kind === 'empty')) throw emptyFile(path)
  for (const problem of problems) io.note(`Line ${problem.line}: ${problemSentence(problem)}`)
  if (problemCount > mostProblems) io.note(`And ${problemCount - mostProblems} more like these.`)
  return found
}

/** The same with their documents. */
async function* again(path: string, all: readonly Listed[], io: Io): AsyncGenerator<Conversation> {
  const kept = all.flatMap((each) => (each.document ? [{ ...each, document: each.document }] : []))
  if (kept.length === all.length) yield* kept
  else yield* conversationsIn(readPieces(path, io), unlimited)
}

const unlimited = { ...importLimits, conversations: Infinity }
const mostProblems = 20

function checked(number: string, count: number): number {
  const chosen = Number(number)
  if (Number.isInteger(chosen) && chosen >= 1 && chosen <= count) return chosen
  throw new Complaint(`--pick must be a number from 1 to ${count}, not “${number}”.`)
}

async function list(all: readonly Listed[], io: Io): Promise<number> {
  for (const [index, { line, turns, model, title }] of all.entries())
    await io.write(`${[index + 1, line, turns, model, title].join('\t')}\n`)
  return 0
}

async function write({ document, inside }: Conversation, io: Io): Promise<void> {
  await io.write(document())
  if (inside?.()) io.note('It has probabilities of tokens or experts, which only -o FILE keeps.')
}

/** To the file that was named; one of several has its number before the ending. Gives what it wrote, that file first. */
async function writeOne(
  { document, review, inside }: Conversation,
  number: number | undefined,
  output: string,
  card: ModelCard | undefined,
  io: Io,
): Promise<readonly string[]> {
  const [, name = output, ending = ''] = /^(.*?)(\.[^./\\]*)?$/s.exec(output) ?? []
  const path = number === undefined ? output : `${name}-${number}${ending}`
  const said = review && readReviews(review())
  const reviews = said && mergeReviews(await reviewsBeside(path, io), said)
  await io.writeFile(path, document())
  if (reviews) await io.writeFile(reviewPath(path), writeReviews(reviews))
  const told = inside?.(card)
  const kept = told && (await replaceInside(path, told, io))
  for (const { problem } of [...(told?.values() ?? [])].flat()) if (problem) io.note(wordsOf(problem))
  return [path, ...(reviews ? [reviewPath(path)] : []), ...(kept ? [insidePath(path)] : [])]
}

/** The first and the last of many. */
function namesText(paths: readonly string[]): string {
  if (paths.length <= 6) return paths.join(', ')
  return `${paths.slice(0, 3).join(', ')}, … ${paths.at(-1)}: ${paths.length} files`
}
