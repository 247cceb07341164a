import type { Step } from '../../core/step.ts'
import { titleAt } from '../../core/titles.ts'
import { treeOf } from '../../core/tree.ts'
import { align } from '../../core/align.ts'
import { plainText } from '../../base/plainText.ts'
import { readDocument, type DocumentTurn } from '../../traces/document.ts'
import { keptOf } from '../../traces/turns.ts'

/** What was done to the turns of a trace, in the lines of a diff: `-` gone, `+` added, `!` changed, else unchanged. */
export interface TraceDiff {
  readonly lines: readonly string[]
  readonly gone: number
  readonly added: number
  readonly changed: number
}

/** Words that are ours, and may be translated. */
export interface DiffWords {
  readonly kind: (step: Step) => string
  readonly same: (steps: number) => string
  readonly turn: (number: number, question: string) => string
  readonly answer: (what: 'same' | 'changed') => string
}

/** Compares two versions of a trace, or two traces: turn by turn, step by step. */
export function compareTraces(before: string, after: string, words: DiffWords): TraceDiff {
  const lefts = readDocument(before).turns
  const rights = readDocument(after).turns
  const lines: string[] = []
  const counts = { gone: 0, added: 0, changed: 0 }
  for (let index = 0; index < Math.max(lefts.length, rights.length); index++) {
    const [left, right] = [sideOf(lefts[index]), sideOf(rights[index])]
    lines.push(
      ...(index > 0 ? [''] : []),
      `@@ ${words.turn(index + 1, plainText(right.question || left.question))} @@`,
    )
    const { pairs, onlyLeft } = align(left, right)
    const partner = new Map(pairs.map((pair) => [pair.right, pair.left]))
    let shown = 0 // so many of those that are gone
    let same = 0
    const tellSame = () => {
      if (same > 0) lines.push(`  ${words.same(same)}`)
      same = 0
    }
    const goneBefore = (limit: number) => {
      for (let at = onlyLeft[shown]; at !== undefined && at < limit; at = onlyLeft[++shown]) {
        tellSame()
        counts.gone++
        lines.push(`- ${lineOf(left, at, words)}`)
      }
    }
    for (const [at, { level }] of right.steps.entries()) {
      if (level !== 'statement') continue
      const old = partner.get(at)
      if (old === undefined) {
        tellSame()
        counts.added++
        lines.push(`+ ${lineOf(right, at, words)}`)
        continue
      }
      goneBefore(old)
      if (textIn(left, old) === textIn(right, at)) {
        same++
        continue
      }
      tellSame()
      counts.changed++
      lines.push(`! ${lineOf(left, old, words)}`, `! → ${lineOf(right, at, words)}`)
    }
    goneBefore(Infinity)
    tellSame()
    const answers = left.answer.trim() === right.answer.trim() ? 'same' : 'changed'
    lines.push(`${answers === 'same' ? ' ' : '!'} ${words.answer(answers)}`)
  }
  return { lines, ...counts }
}

interface Side {
  readonly question: string
  readonly reasoning: string
  readonly answer: string
  readonly steps: readonly Step[]
}

function sideOf(turn: DocumentTurn | undefined): Side {
  if (!turn) return { question: '', reasoning: '', answer: '', steps: [] }
  const { reasoning, answer } = keptOf(turn)
  return { question: turn.head.question, reasoning, answer, steps: treeOf(reasoning) }
}

/** White space between words says nothing. */
function textIn({ steps, reasoning }: Side, index: number): string {
  const step = steps[index]
  return step ? reasoning.slice(step.span.from, step.span.to).replaceAll(/\s+/g, ' ').trim() : ''
}

function lineOf(side: Side, index: number, { kind }: DiffWords): string {
  const step = side.steps[index]
  if (!step) return ''
  const title = plainText(titleAt(side.steps, index, side.reasoning))
  return `${kind(step)} · ${title || textIn(side, index)}`
}
