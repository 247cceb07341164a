import { basename, join } from 'node:path'
import { dataFormats } from '../export/formats.ts'
import { examplesOf, type Example } from '../export/example.ts'
import { tracesJson } from '../export/json.ts'
import { tracesMarkdown } from '../export/markdown.ts'
import { tracesPage } from '../export/page.ts'
import { planExport, textOfRows, type Choice, type Plan } from '../export/plan.ts'
import { previewText, summaryText } from '../export/preview.ts'
import { countSecrets, withoutSecrets } from '../export/secrets.ts'
import { datasetInfoName, filesOf } from '../export/files.ts'
import { noReviews, type ReviewFile } from '../judge/review.ts'
import { reviewPath } from '../judge/reviewFile.ts'
import { oneOf, readArgs } from './args.ts'
import { readTraceFile } from './documents.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { reviewsIn } from './reviews.ts'

const pageFormats = ['html', 'markdown', 'json'] as const
type PageFormat = (typeof pageFormats)[number]

export const exportVerb: Verb = {
  name: 'export',
  summary: 'make training data or pages of traces',
  help: `thinktree export FILE|- … --format FORMAT [-o FOLDER]

Makes training data of .think files and of what is said of them in FILE.review.json, or pages to read.

${dataFormats.map(({ name, summary }) => `  ${name.padEnd(20)}${summary}`).join('\n')}
  html                a page that needs nothing else: readable offline, no script, prints well
  markdown            steps, thinking and answer, to read
  json                all that is known of the traces, for programs

  -o, --out FOLDER   writes into it, with what the trainer must be told; without it, to standard output
  --name NAME        how the files begin; thinktree unless said otherwise
  --dry-run          says what would be written and what is left out, and writes nothing
  --split SHARE      so much of the prompts is for validation, such as 0.1; which, their hash decides
  --redact           takes out what looks like a secret, and the names of home folders; else a trace with a secret
                     is left out of training data
  --reviewed         leaves out what nobody has accepted
  --reviewer NAME    counts only what this reviewer says
  --unfinished       keeps what was cut off, stopped or failed
  --expect ANSWER    for pairs, KTO and prompts: what is right, where the head of a trace has no "expected"
  --separator LINES  for stepwise: what stands between steps, \\n or \\n\\n; within steps it is replaced

Exits with 1 if nothing is left to write.
`,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    format: { type: 'string' },
    out: { type: 'string', short: 'o' },
    name: { type: 'string', default: 'thinktree' },
    'dry-run': { type: 'boolean', default: false },
    split: { type: 'string', default: '0' },
    redact: { type: 'boolean', default: false },
    reviewed: { type: 'boolean', default: false },
    reviewer: { type: 'string' },
    unfinished: { type: 'boolean', default: false },
    expect: { type: 'string' },
    separator: { type: 'string', default: '\\n' },
  })
  if (positionals.length === 0) throw new Complaint('export takes files, or - for standard input.')
  const known = [...dataFormats.map(({ name }) => name), ...pageFormats]
  const name = oneOf(values.format ?? '', known, '--format')
  const choice: Choice = {
    onlyReviewed: values.reviewed,
    unfinished: values.unfinished,
    redact: values.redact,
    validation: shareOf(values.split),
    expected: values.expect,
    separator: separatorOf(values.separator),
  }
  if (choice.validation > 0 && values.out === undefined && !values['dry-run'])
    throw new Complaint('--split makes two files: say where with -o FOLDER.')
  if (!/^[\w.-]{1,80}$/.test(values.name) || values.name.startsWith('.'))
    throw new Complaint('--name must be letters, digits, “_”, “-” and “.”, and not begin with a dot.')

  const clean = values.redact ? withoutSecrets : (text: string) => text
  const examples: Example[] = []
  for (const path of positionals) {
    const document = await readTraceFile(path, io)
    const reviews = by(await reviewsOf(path, io), values.reviewer)
    examples.push(...examplesOf({ source: basename(path), document, reviews, clean }))
  }
  const format = dataFormats.find((each) => each.name === name)
  const target = { folder: values.out, name: values.name, dry: values['dry-run'] }
  return format
    ? exportData(planExport(format, examples, choice), target, io)
    : exportPages(name as PageFormat, examples, target, io)
}

interface Target {
  readonly folder: string | undefined
  readonly name: string
  readonly dry: boolean
}

async function exportData(plan: Plan, { folder, name, dry }: Target, io: Io): Promise<number> {
  if (dry) {
    await io.write(previewText(plan))
    return 0
  }
  if (plan.training.length + plan.validation.length === 0) {
    io.note(`Nothing to export: ${summaryText(plan)}`)
    return 1
  }
  if (folder === undefined) {
    await io.write(textOfRows(plan.training, plan.format.file))
    io.note(summaryText(plan))
    return 0
  }
  const info = join(folder, datasetInfoName)
  const files = filesOf(plan, `${name}_${plan.format.name.replaceAll('-', '_')}`, await io.readIfThere(info))
  if (!files) throw new Complaint(`${info} is not JSON as LLaMA-Factory has it; it was left alone.`)
  for (const file of files) await io.writeFile(join(folder, file.name), file.text)

  await io.write(previewText(plan))
  return 0
}

async function exportPages(
  format: PageFormat,
  examples: readonly Example[],
  target: Target,
  io: Io,
): Promise<number> {
  const { folder, name, dry } = target
  const { ending, make } = pages[format]
  const text = make(examples)
  const secrets = countSecrets(text)
  if (secrets > 0) io.note(`${secrets} of what is written looks like a secret; --redact takes it out.`)
  if (dry)
    await io.write(
      `${examples.length} ${examples.length === 1 ? 'trace' : 'traces'}, ${text.length} characters\n`,
    )
  else if (folder === undefined) await io.write(text)
  else await io.writeFile(join(folder, `${name}.${ending}`), text)
  return 0
}

const pages: Readonly<Record<PageFormat, Page>> = {
  html: { ending: 'html', make: tracesPage },
  markdown: { ending: 'md', make: tracesMarkdown },
  json: { ending: 'json', make: tracesJson },
}

interface Page {
  readonly ending: string
  readonly make: (examples: readonly Example[]) => string
}

async function reviewsOf(path: string, io: Io): Promise<ReviewFile> {
  const file = reviewPath(path)
  return path === '-' || (await io.readIfThere(file)) === undefined ? noReviews : reviewsIn(file, io)
}

function by(file: ReviewFile, reviewer: string | undefined): ReviewFile {
  if (reviewer === undefined) return file
  return { ...file, reviews: file.reviews.filter((each) => each.reviewer === reviewer) }
}

function shareOf(text: string): number {
  const share = Number(text)
  if (text.trim() === '' || !(share >= 0 && share < 1))
    throw new Complaint(`--split must be from 0 to less than 1, not “${text}”.`)
  return share
}

function separatorOf(text: string): string {
  const separator = text.replaceAll('\\n', '\n')
  if (separator !== '\n' && separator !== '\n\n') throw new Complaint('--separator must be \\n or \\n\\n.')
  return separator
}
