import { basename } from 'node:path'
import type { Reason } from '../export/data.ts'
import { examplesOf, type Example } from '../export/example.ts'
import { dataFormats } from '../export/formats.ts'
import { linesOfRows, planExport, type Choice } from '../export/plan.ts'
import { withoutSecrets } from '../export/secrets.ts'
import { tallyOf, type Tally } from '../export/tally.ts'
import type { ReviewFile } from '../judge/review.ts'
import { readTraceFile } from './documents.ts'
import { Complaint } from './io.ts'
import { reviewsBeside } from './reviews.ts'
import type { Reading, Work } from './work.ts'

/** What one turn gives to an export of which no row needs another turn. */
export interface Portion {
  /** Where it is from, for people. */
  readonly from: Pick<Example, 'source' | 'turn'>
  /** Undefined where it is left out whatever there was before. */
  readonly id?: string
  /** Of it alone. */
  readonly tally: Tally
  /** Rows, as lines of JSON. */
  readonly training: readonly string[]
  readonly validation: readonly string[]
  readonly left?: Reason
}

export interface ExportSettings {
  readonly choice: Choice
  /** Whose word counts; everybody's where absent. */
  readonly reviewer: string | undefined
}

interface Portions {
  readonly portions: readonly Portion[]
  readonly size: number
}

/** What the turns of a file give. */
export const exporting: Work<ExportSettings & { readonly format: string }, Portions> = {
  name: 'export',
  begin(settings) {
    const format = dataFormats.find(({ name }) => name === settings.format)
    if (!format) throw new Complaint(`${settings.format} is no form of training data.`)
    return async (path, io) => {
      const { examples, size } = await readExamples(path, settings, io)
      const portions = examples.map((example) => {
        const ids: string[] = []
        const plan = planExport(format, [example], settings.choice, {
          has: () => false,
          add: (id) => ids.push(id),
        })
        const [id] = ids
        const [left] = plan.left
        return {
          from: { source: example.source, turn: example.turn },
          ...(id !== undefined && { id }),
          tally: tallyOf(plan),
          training: linesOfRows(plan.training),
          validation: linesOfRows(plan.validation),
          ...(left && { left: left.reason }),
        }
      })
      return { portions, size }
    }
  },
}

/** The turns of a file; they have parts that are worked out where they are asked for, and cannot be sent to other threads. */
export const reading: Work<ExportSettings, { readonly examples: readonly Example[]; readonly size: number }> =
  {
    name: 'examples',
    begin: (settings) => (path, io) => readExamples(path, settings, io),
  }

async function readExamples(path: string, { choice, reviewer }: ExportSettings, io: Reading) {
  const document = await readTraceFile(path, io)
  const reviews = by(await reviewsBeside(path, io), reviewer)
  const clean = choice.redact ? withoutSecrets : (text: string) => text
  return {
    examples: examplesOf({ source: basename(path), document, reviews, clean }),
    size: document.text.length,
  }
}

function by(file: ReviewFile, reviewer: string | undefined): ReviewFile {
  if (reviewer === undefined) return file
  return { ...file, reviews: file.reviews.filter((each) => each.reviewer === reviewer) }
}
