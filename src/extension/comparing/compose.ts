import { plainText } from '../../base/plainText.ts'
import { alignTrees, type Mark } from '../../core/alignedTrees.ts'
import { align } from '../../core/align.ts'
import type { StepId, Thought } from '../../core/step.ts'
import { plainTitle, titleAt } from '../../core/titles.ts'
import { treeOf } from '../../core/tree.ts'
import { stateTheSame } from '../../judge/card.ts'
import type {
  ComparedLines,
  ComparedRow,
  ComparedSide,
  Comparison,
  RowMark,
} from '../../protocol/comparison.ts'
import { readDocument, type DocumentTurn } from '../../traces/document.ts'
import { keptOf } from '../../traces/turns.ts'

/** One of the two that are compared: all turns of a text, or one of them. */
export interface Compared {
  readonly name: string
  readonly text: string
  readonly turn?: number
}

/** Compares turn by turn, step by step. */
export function compose(left: Compared, right: Compared): Comparison {
  const [lefts, rights] = [turnsOf(left), turnsOf(right)]
  const rows: ComparedRow[] = []
  let lines: ComparedLines | undefined
  for (let index = 0; index < Math.max(lefts.length, rights.length); index++) {
    const [one, other] = [sideOf(lefts[index]), sideOf(rights[index])]
    rows.push(...rowsOf(one, other, rows.length))
    lines = linesOf(one, other) ?? lines
  }
  const models = [lefts, rights].map((turns) => turns.at(-1)?.head.model ?? '')
  const named = (name: string, model = '') =>
    models[0] === models[1] || model === '' ? name : `${name} · ${model}`
  return {
    left: named(left.name, models[0]),
    right: named(right.name, models[1]),
    rows,
    ...(lines && { lines }),
  }
}

function linesOf(left: Side, right: Side): ComparedLines | undefined {
  if (left.reasoning === '' || right.reasoning === '') return undefined
  const sameAnswer = stateTheSame(left.answer, right.answer)
  return { kept: align(left, right).kept, ...(sameAnswer !== undefined && { sameAnswer }) }
}

function turnsOf({ text, turn }: Compared): readonly DocumentTurn[] {
  const { turns } = readDocument(text)
  return turn === undefined ? turns : turns.slice(turn, turn + 1)
}

interface Side extends Thought {
  readonly there: boolean
  readonly question: string
  readonly answer: string
}

function sideOf(turn: DocumentTurn | undefined): Side {
  if (!turn) return { there: false, question: '', reasoning: '', answer: '', steps: [] }
  const { reasoning, answer } = keptOf(turn)
  return {
    there: true,
    question: turn.head.question,
    reasoning,
    answer: answer.trim(),
    steps: treeOf(reasoning),
  }
}

const marks: Readonly<Record<Mark, RowMark>> = {
  same: 'same',
  changed: 'changed',
  onlyLeft: 'gone',
  onlyRight: 'added',
}

/** `first`: the number of the first of these rows. */
function rowsOf(left: Side, right: Side, first: number): readonly ComparedRow[] {
  const { rows, parting } = alignTrees(left, right)
  const [depthIn, depthOut] = [depthsOf(left), depthsOf(right)]
  const question = textRow('turn', 0, left, right, ({ question }) => question)
  const answer = textRow('answer', 1, left, right, ({ answer }) => answer)
  const all = rows.map((row, at): ComparedRow => {
    const { left: l, right: r, mark, elsewhere } = row
    const step = left.steps[l ?? -1] ?? right.steps[r ?? -1]
    return {
      what: step?.level ?? 'statement',
      depth: 1 + (depthOut[r ?? -1] ?? depthIn[l ?? -1] ?? 0),
      left: stepIn(left, l),
      right: stepIn(right, r),
      mark: marks[mark],
      ...(elsewhere !== undefined && { elsewhere }),
      ...(at === parting && { parts: true }),
    }
  })
  const steps = withoutEchoes(all, first + 1)
  const touched = [...steps, answer].some(({ mark }) => mark !== 'same')
  return [touched && question.mark === 'same' ? { ...question, mark: 'changed' } : question, ...steps, answer]
}

/** A step of one statement is that statement: one row says it. Rows are counted from `first`. */
function withoutEchoes(rows: readonly ComparedRow[], first: number): readonly ComparedRow[] {
  const found: ComparedRow[] = []
  const places: number[] = []
  for (const [at, row] of rows.entries()) {
    const above = found.at(-1)
    const alone =
      above?.what === 'step' && row.depth > above.depth && (rows[at + 1]?.depth ?? 0) <= above.depth
    const sameSides = !above?.left === !row.left && !above?.right === !row.right
    if (above && alone && sameSides && rows[at - 1]?.what === 'step') {
      const { depth } = above
      const mark = row.mark === 'same' ? above.mark : row.mark
      found[found.length - 1] = {
        ...row,
        depth,
        mark,
        left: said(above.left, row.left),
        right: said(above.right, row.right),
      }
    } else found.push(row)
    places.push(first + found.length - 1)
  }
  return found.map((row) => {
    const place = places[row.elsewhere ?? -1]
    return place === undefined ? row : { ...row, elsewhere: place }
  })
}

/** What a step does, in the words of its statement. */
function said(step: ComparedSide | null, statement: ComparedSide | null): ComparedSide | null {
  return step && statement && { ...step, text: statement.text }
}

function textRow(
  what: 'turn' | 'answer',
  depth: number,
  left: Side,
  right: Side,
  textOf: (side: Side) => string,
): ComparedRow {
  const one = (side: Side): ComparedSide | null =>
    side.there ? { title: plainText(textOf(side).slice(0, 200)).slice(0, 120), text: textOf(side) } : null
  const [a, b] = [one(left), one(right)]
  const mark = a && b ? (a.text === b.text ? 'same' : 'changed') : a ? 'gone' : 'added'
  return { what, depth, left: a, right: b, mark }
}

function depthsOf({ steps }: Thought): readonly number[] {
  const known = new Map<StepId, number>()
  return steps.map(({ id, parent }) => {
    const depth = parent === null ? 0 : (known.get(parent) ?? 0) + 1
    known.set(id, depth)
    return depth
  })
}

function stepIn({ steps, reasoning }: Thought, index: number | undefined): ComparedSide | null {
  const step = steps[index ?? -1]
  if (!step || index === undefined) return null
  const { level, kind, span, abandoned } = step
  return {
    title: plainTitle(titleAt(steps, index, reasoning)),
    text: level === 'statement' ? reasoning.slice(span.from, span.to).trim() : '',
    kind,
    ...(abandoned && { abandoned }),
  }
}
