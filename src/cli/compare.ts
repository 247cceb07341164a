import type { Step } from '../core/step.ts'
import { align, type Alignment } from '../core/align.ts'
import { stateTheSame } from '../judge/card.ts'
import { splitBody, textsOf } from '../traces/body.ts'
import { titleOf } from '../core/titles.ts'
import { oneOf, readArgs } from './args.ts'
import { treeOf } from '../core/tree.ts'
import { readTraceFile } from './documents.ts'
import { helpText } from './help.ts'
import { Complaint, readsOnce, type Io, type Verb } from './io.ts'

export const compareVerb: Verb = {
  name: 'compare',
  summary: 'lay two lines of thought side by side',
  help: helpText(
    'thinktree compare LEFT RIGHT',
    "Matches the statements of two traces by the words they share: what both say, what only one says, where they part, and how much of the left line the right one kept, such as a student of its teacher's. Of each file its last turn.",
    [['--format text|json', 'text unless said otherwise']],
    '  = both say it   < only the left   > only the right',
  ),
  run,
}

interface Side {
  readonly reasoning: string
  readonly answer: string
  readonly steps: readonly Step[]
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, { format: { type: 'string', default: 'text' } })
  const format = oneOf(values.format, ['text', 'json'] as const, '--format')
  const [first, second, ...others] = positionals
  if (first === undefined || second === undefined || others.length > 0)
    throw new Complaint('compare takes two files, or - for standard input in place of one.')
  readsOnce([first, second])
  const left = await sideOf(first, io)
  const right = await sideOf(second, io)
  const found = align(left, right)
  const answers = stateTheSame(left.answer, right.answer)
  await io.write(format === 'json' ? json(left, right, found, answers) : text(left, right, found, answers))
  return 0
}

async function sideOf(path: string, io: Io): Promise<Side> {
  const turn = (await readTraceFile(path, io)).turns.at(-1)
  const texts = turn ? textsOf(splitBody(turn.body, turn.head)) : { reasoning: '', answer: '' }
  if (texts.reasoning === '') throw new Complaint(`${path} has no thinking to compare.`)
  return { ...texts, steps: treeOf(texts.reasoning) }
}

function text(left: Side, right: Side, found: Alignment, answers: boolean | undefined): string {
  const { pairs, onlyLeft, onlyRight, parting, kept } = found
  const partner = new Map(pairs.map((pair) => [pair.left, pair.right]))
  const lines: string[] = []
  let shown = 0 // so many of the right's own
  const rightBefore = (before: number) => {
    for (let index = onlyRight[shown]; index !== undefined && index < before; index = onlyRight[++shown])
      lines.push(`> ${titleIn(right, index)}`)
  }
  const alone = new Set(onlyLeft)
  for (const [index, step] of left.steps.entries()) {
    if (step.level !== 'statement') continue
    const other = partner.get(index)
    if (other !== undefined) {
      rightBefore(other)
      lines.push(`= ${titleIn(left, index)}`)
    } else if (alone.has(index)) lines.push(`< ${titleIn(left, index)}`)
  }
  rightBefore(Infinity)
  const statements = pairs.length + onlyLeft.length
  return [
    ...lines,
    '',
    `both        ${pairs.length} of ${statements} statements on the left, of ${pairs.length + onlyRight.length} on the right`,
    `kept        ${Math.round(kept * 100)} % of the left line`,
    ...(parting.left === undefined ? [] : [`parts at    < ${titleIn(left, parting.left)}`]),
    ...(parting.right === undefined ? [] : [`            > ${titleIn(right, parting.right)}`]),
    ...(answers === undefined ? [] : [`answer      ${answers ? 'the same' : 'another'}`]),
    '',
  ].join('\n')
}

function json(left: Side, right: Side, found: Alignment, answers: boolean | undefined): string {
  const words = (side: Side, index: number) => {
    const { from, to } = side.steps[index]?.span ?? { from: 0, to: 0 }
    return { start: from, end: to, text: side.reasoning.slice(from, to).trim() }
  }
  const { pairs, onlyLeft, onlyRight, parting, kept } = found
  const value = {
    kept,
    sameAnswer: answers,
    pairs: pairs.map((pair) => ({
      left: words(left, pair.left),
      right: words(right, pair.right),
      likeness: pair.likeness,
    })),
    onlyLeft: onlyLeft.map((index) => words(left, index)),
    onlyRight: onlyRight.map((index) => words(right, index)),
    parting: {
      ...(parting.left !== undefined && { left: words(left, parting.left) }),
      ...(parting.right !== undefined && { right: words(right, parting.right) }),
    },
  }
  return `${JSON.stringify(value, null, 2)}\n`
}

function titleIn({ reasoning, steps }: Side, index: number): string {
  const span = steps[index]?.span
  return span ? titleOf(reasoning.slice(span.from, span.to)) : ''
}
