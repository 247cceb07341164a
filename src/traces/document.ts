import { readFrontMatter, type FrontMatter } from './frontMatter.ts'
import { emptyHead, formatVersion, type Head } from './head.ts'
import { layoutOf, type Layout, type TurnLayout } from './layout.ts'
import { placeOf, rangeOf, sliceOf, type Place, type Range } from './place.ts'
import type { Problem } from './problem.ts'
import { unquote } from './quote.ts'

/** A `.think` document: one or more turns, one after another. docs/format.md says how they are written. */
export interface TraceDocument {
  /** What stands in the file, to the letter. */
  readonly text: string
  /** At least one. */
  readonly turns: readonly DocumentTurn[]
  readonly eol: Layout['eol']
  /** Its version, where that is newer than ours: the document is to be read and not changed. */
  readonly newer?: number
  readonly problems: readonly Problem[]
}

export interface DocumentTurn {
  readonly head: Head
  /** All keys of the head, unknown ones too. */
  readonly fields: FrontMatter['fields']
  readonly layout: TurnLayout
  /** The model's text, without the backslashes that quote. */
  readonly body: string
  /** Where these stand, as indexes into the body's part of the document. */
  readonly backslashes: readonly number[]
  /** Of the head. */
  readonly problems: readonly Problem[]
}

/** Reads any text. With the document it was before, untouched heads are not read again. */
export function readDocument(text: string, before?: TraceDocument): TraceDocument {
  const { turns: layouts, eol } = layoutOf(text)
  const turns = layouts.map((layout, index) => readTurn(text, layout, before, before?.turns[index]))
  const newer = turns[0] && newerOf(turns[0])
  return {
    text,
    turns,
    eol,
    ...(newer !== undefined && { newer }),
    problems: turns.flatMap((turn) => turn.problems),
  }
}

/** The document's text: untouched, it is what was read. */
export function writeDocument({ text }: TraceDocument): string {
  return text
}

/** Where an index into a turn's body stands in the document. */
export function placeInBody({ layout, backslashes }: DocumentTurn, index: number): Place {
  let shift = 0
  for (const at of backslashes) {
    if (at > index + shift) break
    shift++
  }
  return placeOf(layout.body.from + index + shift)
}

/** The index into a turn's body of a place in it; what lies before or after is the beginning or the end. */
export function indexInBody({ layout, backslashes, body }: DocumentTurn, place: Place): number {
  const at = place - layout.body.from
  const before = backslashes.filter((each) => each < at).length
  return Math.min(Math.max(0, at - before), body.length)
}

function readTurn(
  text: string,
  layout: TurnLayout,
  before: TraceDocument | undefined,
  turnBefore: DocumentTurn | undefined,
): DocumentTurn {
  const { head, closed } = layout
  const { body, backslashes } = unquoted({ layout }, sliceOf(text, layout.body))
  if (!head) return { head: emptyHead, fields: {}, layout, body, backslashes, problems: [] }
  const same = before && turnBefore && isSameHead(text, layout, before, turnBefore)
  const read = same ? turnBefore : readFrontMatter(sliceOf(text, head), head.from)
  const unclosed = closed || same ? [] : [notClosed(head)]
  return {
    head: read.head,
    fields: read.fields,
    layout,
    body,
    backslashes,
    problems: [...read.problems, ...unclosed],
  }
}

/** Nothing is quoted where there are no heads. */
function unquoted({ layout }: Pick<DocumentTurn, 'layout'>, text: string) {
  return layout.head ? unquote(text) : { body: text, backslashes: [] }
}

function isSameHead(text: string, layout: TurnLayout, before: TraceDocument, turn: DocumentTurn): boolean {
  const old = turn.layout.head
  return (
    old !== undefined &&
    layout.head?.from === old.from &&
    layout.head.to === old.to &&
    layout.closed === turn.layout.closed &&
    sliceOf(text, old) === sliceOf(before.text, old)
  )
}

function notClosed(head: Range): Problem {
  const range = rangeOf(Math.max(0, head.from - 1), head.from)
  return { range, severity: 'error', message: 'No line `---` closes the head.', values: [] }
}

function newerOf({ fields }: DocumentTurn): number | undefined {
  const format = fields['format']
  return typeof format === 'number' && format > formatVersion ? format : undefined
}
