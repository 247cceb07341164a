import { version } from '../base/version.ts'
import { askVerb } from './ask.ts'
import { checking, checkVerb } from './check.ts'
import { compareVerb } from './compare.ts'
import { continueVerb } from './continue.ts'
import { exportVerb } from './export.ts'
import { helpText } from './help.ts'
import { importVerb } from './import.ts'
import { indexing, indexVerb } from './traceIndex.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { exporting } from './portions.ts'
import { reviewsVerb } from './reviews.ts'
import { sampleVerb } from './sample.ts'
import { samplesVerb } from './samples.ts'
import { splitVerb } from './split.ts'
import { statsVerb } from './stats.ts'
import { treeVerb } from './tree.ts'
import type { Work } from './work.ts'

const verbs: readonly Verb[] = [
  askVerb,
  checkVerb,
  compareVerb,
  continueVerb,
  exportVerb,
  importVerb,
  indexVerb,
  reviewsVerb,
  sampleVerb,
  samplesVerb,
  splitVerb,
  statsVerb,
  treeVerb,
]

/** What other threads can be asked to do. */
export const works: readonly Work<never, unknown>[] = [checking, exporting, indexing]

const help = helpText(
  'thinktree VERB …',
  verbs.map(({ name, summary }) => [name, summary] as const),
  'thinktree VERB --help says more of one, thinktree --version which this is.',
)

/** Runs a command line; what it returns is what the process exits with. A complaint is one line beside the output. */
export async function run([name, ...args]: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(name, args, io)
  } catch (error) {
    if (!(error instanceof Complaint)) throw error
    io.note(error.message)
    return error.exitCode
  }
}

async function dispatch(name: string | undefined, args: readonly string[], io: Io): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') return say(help, io)
  if (name === '--version' || name === '-v') return say(`${version}\n`, io)
  const verb = verbs.find((each) => each.name === name)
  if (!verb) {
    const known = verbs.map((each) => each.name).join(', ')
    throw new Complaint(
      `${name === undefined ? 'A verb is missing' : `“${name}” is no verb`}; there are ${known}. thinktree --help says what each does.`,
    )
  }
  const end = args.indexOf('--')
  const asksHelp = (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')
  return asksHelp ? say(verb.help, io) : verb.run(args, io)
}

async function say(text: string, io: Io): Promise<number> {
  await io.write(text)
  return 0
}
