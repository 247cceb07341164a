import { parseJson, recordOf } from '../base/json.ts'
import { nothingKnown } from '../core/references.ts'
import { levels } from '../core/step.ts'
import { splitBody, textsOf } from '../traces/body.ts'
import type { DocumentTurn } from '../traces/document.ts'
import { oneOf, readArgs } from './args.ts'
import { treeOf } from '../core/tree.ts'
import { readTraceFile } from './documents.ts'
import { formats } from './formats.ts'
import { helpText } from './help.ts'
import { Complaint, readLines, type Io, type Verb } from './io.ts'
import { stepsJson } from './stepJson.ts'

export const treeVerb: Verb = {
  name: 'tree',
  summary: 'show the steps of a trace',
  help: helpText(
    'thinktree tree FILE|-',
    'Shows the step tree and the answer of a .think file, or of any text with a think block.',
    [
      ['--format text|json|markdown|html', 'text unless said otherwise'],
      [
        '--level phase|step|statement',
        'how deep to go (not for json, which has all); step unless said otherwise',
      ],
      ['--turn NUMBER', 'which turn of a document; the last unless said otherwise'],
      [
        '--start auto|explicit|implicit',
        'whether the text begins inside the thought; auto: its first closing tag tells',
      ],
      [
        '--jsonl',
        'reads lines {"id", "reasoning"} and writes lines {"id", "steps": [{"id", "parent", "level", "kind", "title", "start", "end", "on"?, "revises"?, "refs"?}]}; offsets are UTF-16 units into the reasoning',
      ],
    ],
  ),
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    format: { type: 'string', default: 'text' },
    level: { type: 'string', default: 'step' },
    turn: { type: 'string' },
    start: { type: 'string', default: 'auto' },
    jsonl: { type: 'boolean', default: false },
  })
  const [path, ...others] = positionals
  if (path === undefined || others.length > 0)
    throw new Complaint('tree takes one file, or - for standard input.')
  if (values.jsonl) return treesOfLines(path, io)
  const format = formats[oneOf(values.format, ['text', 'json', 'markdown', 'html'] as const, '--format')]
  const level = oneOf(values.level, levels, '--level')
  const start = oneOf(values.start, ['auto', 'explicit', 'implicit'] as const, '--start')

  const { turns } = await readTraceFile(path, io)
  const { head, body } = turnNamed(turns, values.turn)
  if (turns.length > 1 && values.turn === undefined) io.note(`This is the last of ${turns.length} turns.`)
  const texts = textsOf(splitBody(body, { tags: head.tags, start }))
  const known = { paths: head.context.map((each) => each.path), names: head.names }
  const shown = { ...head, ...texts, steps: treeOf(texts.reasoning), known }
  if (shown.steps.length === 0)
    io.note(body.trim() === '' ? 'This turn has no text.' : 'There is no think block in this text.')
  await io.write(format(shown, level))
  return 0
}

function turnNamed(turns: readonly DocumentTurn[], number: string | undefined): DocumentTurn {
  const turn = number === undefined ? turns.at(-1) : turns[Number(number) - 1]
  if (!turn) throw new Complaint(`--turn must be a number from 1 to ${turns.length}, not “${number}”.`)
  return turn
}

async function treesOfLines(path: string, io: Io): Promise<number> {
  let number = 0
  for await (const line of readLines(path, io)) {
    number++
    if (line.trim() === '') continue
    const { id, reasoning } = recordOf(parseJson(line))
    if ((typeof id !== 'string' && typeof id !== 'number') || typeof reasoning !== 'string') {
      throw new Complaint(`Line ${number} is not JSON with an "id" and a "reasoning".`)
    }
    const steps = stepsJson({ reasoning, steps: treeOf(reasoning) }, nothingKnown)
    await io.write(`${JSON.stringify({ id, steps })}\n`)
  }
  return 0
}
