import { counted } from '../base/counted.ts'
import { join } from 'node:path'
import { recordOf } from '../base/json.ts'
import type { DataFormat, Reason } from '../export/data.ts'
import { dataFormats } from '../export/formats.ts'
import type { Example } from '../export/example.ts'
import { tracesJson } from '../export/json.ts'
import { tracesMarkdown } from '../export/markdown.ts'
import { tracesPage } from '../export/page.ts'
import { endOfRows, moreRows, planExport, textOfRows, type Choice, type Plan } from '../export/plan.ts'
import { leftLine, previewText, summaryText } from '../export/preview.ts'
import { addTallies, noTally, tallyOf, type Tally } from '../export/tally.ts'
import { countSecrets } from '../export/secrets.ts'
import { dataNames, datasetInfoName, filesBeside, validationOf } from '../export/files.ts'
import { withoutDataset } from '../export/sidecar.ts'
import { outputOption, readArgs } from './args.ts'
import { helpText } from './help.ts'
import { inputOptions, inputRows, inputsOf, jobsOf, keyOf, throughFiles } from './inputs.ts'
import { exporting, reading, type ExportSettings, type Portion } from './portions.ts'
import { throughInto } from './resuming.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { exitCodes } from './running.ts'

const pageFormats = ['html', 'markdown', 'json'] as const
type PageFormat = (typeof pageFormats)[number]

export const exportVerb: Verb = {
  name: 'export',
  summary: 'make training data or pages of traces',
  help: helpText(
    'thinktree export FILE|FOLDER|- … --format FORMAT [-o FOLDER]',
    'Makes training data of .think files and of what is said of them in FILE.review.json, or pages to read.',
    [
      ...dataFormats.map(({ name, summary }) => [name, summary] as const),
      ['html', 'a page that needs nothing else: readable offline, no script, prints well'],
      ['markdown', 'steps, thinking and answer, to read'],
      ['json', 'all that is known of the traces, for programs'],
    ],
    [
      [
        '-o, --output FOLDER',
        'writes into it, with what the trainer must be told; without it, to standard output',
      ],
      ['--name NAME', 'how the files begin; thinktree unless said otherwise'],
      ['--dry-run', 'says what would be written and what is left out, and writes nothing'],
      ['--split SHARE', 'so much of the prompts is for validation, such as 0.1; which, their hash decides'],
      [
        '--redact',
        'takes out what looks like a secret, and the names of home folders; else a trace with a secret is left out of training data',
      ],
      ['--reviewed', 'leaves out what nobody has accepted'],
      ['--reviewer NAME', 'counts only what this reviewer says'],
      ['--unfinished', 'keeps what was cut off, stopped or failed'],
      [
        '--expect ANSWER',
        'for pairs, KTO and prompts: what is right, where the head of a trace has no "expected"',
      ],
      [
        '--separator LINES',
        'for stepwise: what stands between steps, \\n or \\n\\n; within steps it is replaced',
      ],
      ...inputRows,
    ],
    'One trace after another is read, and none kept, but for pairs and prompts. With -o, the same command goes on where it was broken off. Exits with 1 if nothing is left to write.',
  ),
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    ...inputOptions,
    format: { type: 'string' },
    ...outputOption,
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
  if (positionals.length === 0 && values['files-from'] === undefined)
    throw new Complaint('export takes files, folders, or - for standard input.')
  const known = [...dataFormats.map((each) => each.name), ...pageFormats]
  const name = known.find((each) => each === values.format)
  if (name === undefined)
    throw new Complaint(
      values.format === undefined
        ? 'Say with --format what to make: thinktree export --help lists the forms.'
        : `“${values.format}” is no form of export: thinktree export --help lists them.`,
    )
  const choice: Choice = {
    onlyReviewed: values.reviewed,
    unfinished: values.unfinished,
    redact: values.redact,
    validation: shareOf(values.split),
    expected: values.expect,
    separator: separatorOf(values.separator),
  }
  if (choice.validation > 0 && values.output === undefined && !values['dry-run'])
    throw new Complaint('--split makes two files: say where with -o FOLDER.')
  if (!/^[\w.-]{1,80}$/.test(values.name) || values.name.startsWith('.'))
    throw new Complaint('--name must be letters, digits, “_”, “-” and “.”, and not begin with a dot.')

  const paths = await inputsOf(positionals, values['files-from'], io)
  const settings = { choice, reviewer: values.reviewer }
  const format = dataFormats.find((each) => each.name === name)
  if (!format && (choice.validation > 0 || choice.onlyReviewed))
    throw new Complaint(`${name} has all that is read: leave out --split and --reviewed.`)
  const base = format ? `${values.name}_${format.name.replaceAll('-', '_')}` : values.name
  const target = { folder: values.output, base, dry: values['dry-run'] }
  if (format && !format.together) {
    const key = keyOf(values, positionals, paths)
    return exportEach({ format, settings, target, paths, jobs: jobsOf(values.jobs), key }, io)
  }
  const examples: Example[] = []
  const how = await throughFiles(paths, io, {
    work: reading,
    settings,
    jobs: 1,
    async use({ examples: more, size }) {
      examples.push(...more)
      return size
    },
  })
  if (how === 'stopped') return exitCodes.stopped
  return format
    ? exportTogether(planExport(format, examples, choice), choice, target, io)
    : exportPages(name as PageFormat, examples, target, io)
}

interface Target {
  readonly folder: string | undefined
  /** How the names of the files begin. */
  readonly base: string
  readonly dry: boolean
}

interface Each {
  readonly format: DataFormat
  readonly settings: ExportSettings
  readonly target: Target
  readonly paths: readonly string[]
  readonly jobs: number | undefined
  /** What it must be that was broken off, to be gone on with. */
  readonly key: string
}

/** So many are said, of those that are left out. */
const mostLeft = 1000

/** Trace by trace, so that none is kept; into a folder, it can be gone on with where it was broken off. */
async function exportEach({ format, settings, target, paths, jobs, key }: Each, io: Io): Promise<number> {
  const { folder, base, dry } = target
  const files =
    dry || folder === undefined ? undefined : dataNames(format, base, true).map((each) => join(folder, each))
  const [training, validation] = files ?? []
  const ids = `${training}.seen`
  const outputs =
    files && folder !== undefined
      ? await io.openOutputs({ journal: join(folder, `${base}.unfinished`), files, aside: [ids], key })
      : undefined
  let tally = { ...noTally(format), ...recordOf(outputs?.state) } as Tally
  const known = new Set(outputs?.after === undefined ? [] : (await outputs.written(ids)).split('\n'))
  const lines: string[] = []
  const leave = (from: Portion['from'], reason: Reason) => {
    if (lines.length < mostLeft) lines.push(leftLine({ example: from, reason }))
  }
  const write = async (path: string | undefined, text: string) => {
    if (text === '' || dry) return
    await (outputs && path !== undefined ? outputs.write(path, text) : io.write(text))
  }
  const how = await throughInto(outputs, paths, io, {
    work: exporting,
    settings: { ...settings, format: format.name },
    jobs,
    async use({ portions, size }) {
      for (const { from, id, left, ...portion } of portions) {
        if (id !== undefined && known.has(id)) {
          tally = addTallies(tally, { ...noTally(format), left: { 'a duplicate': 1 } })
          leave(from, 'a duplicate')
          continue
        }
        if (id !== undefined) {
          known.add(id)
          await outputs?.write(ids, `${id}\n`)
        }
        await write(training, moreRows(portion.training, tally.training.rows, format.file))
        await write(validation, moreRows(portion.validation, tally.validation.rows, format.file))
        tally = addTallies(tally, portion.tally)
        if (left) leave(from, left)
      }
      return { size, state: tally }
    },
  })
  if (how === 'stopped') return exitCodes.stopped
  const rows = tally.training.rows + tally.validation.rows
  const named = rows === 0 ? [] : dataNames(format, base, tally.validation.rows > 0)
  if (rows > 0) await write(training, endOfRows(tally.training.rows, format.file))
  if (named.length > 1) await write(validation, endOfRows(tally.validation.rows, format.file))
  await outputs?.finish(named.map((each) => join(folder ?? '', each)))
  if (dry) {
    await io.write(previewText(tally, settings.choice.validation, lines))
    return 0
  }
  if (rows === 0) {
    io.note(`Nothing to export: ${summaryText(tally)}`)
    return 1
  }
  if (folder === undefined) io.note(summaryText(tally))
  else {
    await writeBeside(format, tally, base, folder, io)
    await io.write(previewText(tally, settings.choice.validation, lines))
  }
  return 0
}

async function writeBeside(
  format: DataFormat,
  tally: Tally,
  base: string,
  folder: string,
  io: Io,
): Promise<void> {
  const info = join(folder, datasetInfoName)
  const told = await io.readIfThere(info)
  const whole = tally.validation.rows === 0
  const stale = validationOf(base)
  const files = filesBeside(format, tally, base, whole ? withoutDataset(told, stale) : told)
  if (!files) throw new Complaint(`${info} is not JSON as LLaMA-Factory has it; it was left alone.`)
  if (whole) await removeStale(join(folder, `${stale}.${format.file}`), io)
  for (const file of files) await io.writeFile(join(folder, file.name), file.text)
}

/** What an earlier export kept for validation may be among what is for training now. */
async function removeStale(path: string, io: Io): Promise<void> {
  if (await io.remove(path)) io.note(`${path} is removed: it was of an earlier export.`)
}

async function exportTogether(
  plan: Plan,
  { validation: share }: Choice,
  { folder, base, dry }: Target,
  io: Io,
): Promise<number> {
  const { format, training, validation, left } = plan
  const tally = tallyOf(plan)
  const shown = previewText(tally, share, left.slice(0, mostLeft).map(leftLine))
  if (dry) {
    await io.write(shown)
    return 0
  }
  if (training.length + validation.length === 0) {
    io.note(`Nothing to export: ${summaryText(tally)}`)
    return 1
  }
  if (folder === undefined) {
    await io.write(textOfRows(training, format.file))
    io.note(summaryText(tally))
    return 0
  }
  await writeBeside(format, tally, base, folder, io)
  for (const [index, file] of dataNames(format, base, validation.length > 0).entries())
    await io.writeFile(join(folder, file), textOfRows(index === 0 ? training : validation, format.file))
  await io.write(shown)
  return 0
}

async function exportPages(
  format: PageFormat,
  examples: readonly Example[],
  { folder, base, dry }: Target,
  io: Io,
): Promise<number> {
  const { ending, make } = pages[format]
  const text = make(examples)
  const secrets = countSecrets(text)
  if (secrets > 0) io.note(`${secrets} of what is written looks like a secret; --redact takes it out.`)
  if (dry)
    await io.write(
      `${counted(examples.length, 'trace', 'traces')}, ${counted(text.length, 'character', 'characters')}\n`,
    )
  else if (folder === undefined) await io.write(text)
  else await io.writeFile(join(folder, `${base}.${ending}`), text)
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
