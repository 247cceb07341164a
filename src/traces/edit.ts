import { Document, isMap, type Node, type Pair, type YAMLMap } from 'yaml'
import { nameOf } from './checkHead.ts'
import { readDocument, type DocumentTurn, type TraceDocument } from './document.ts'
import { parseFrontMatter } from './frontMatter.ts'
import { headKeys } from './head.ts'
import { rangeOf, sliceOf, type Range } from './place.ts'
import { quote } from './quote.ts'
import { withoutEnd, yamlLineOf, yamlOf } from './writeHead.ts'

/** Of a document's text, what stands in `range` is replaced. */
export interface TextEdit {
  readonly range: Range
  readonly text: string
}

/** Keys of a head and what they are to be; undefined takes a key away. */
export type HeadChanges = Readonly<Record<string, unknown>>

/**
 * How to change keys of a turn's head: in order, without overlap, and nothing else is touched, no comment and no key we
 * do not know. Undefined where it cannot be changed: the head is not YAML, not closed, or of a newer version.
 */
export function headEdits(
  document: TraceDocument,
  turn: DocumentTurn,
  changes: HeadChanges,
): readonly TextEdit[] | undefined {
  const { head } = turn.layout
  if (document.newer !== undefined || turn.problems.some(({ severity }) => severity === 'error'))
    return undefined
  if (!head) return [newHead(document, changes)]
  const yaml = sliceOf(document.text, head)
  const contents = parseFrontMatter(yaml)?.contents
  const map = isMap(contents) ? contents : undefined
  if (map?.flow) return [{ range: head, text: eolOf(document, rewritten(yaml, changes)) }]
  const edits = inOrder(changes, turn).flatMap(([key, value]) => {
    const pair = map?.items.find((each) => nameOf(each) === key)
    const edit = pair ? changePair(yaml, pair, key, value) : addPair(yaml, map, key, value)
    return edit ? [edit] : []
  })
  return edits
    .toSorted((one, other) => one.from - other.from || one.to - other.to)
    .map(({ from, to, text }) => ({
      range: rangeOf(head.from + from, head.from + to),
      text: eolOf(document, text),
    }))
}

/** The document with keys of a turn's head changed, as `headEdits` says. */
export function editHead(
  document: TraceDocument,
  turn: DocumentTurn,
  changes: HeadChanges,
): TraceDocument | undefined {
  const edits = headEdits(document, turn, changes)
  return edits && readDocument(applyEdits(document.text, edits), document)
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let at = 0
  const parts: string[] = []
  for (const { range, text: fresh } of edits) {
    parts.push(text.slice(at, range.from), fresh)
    at = range.to
  }
  return parts.join('') + text.slice(at)
}

interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** A text without heads gets one, and its lines that would begin a turn are quoted. */
function newHead({ text, eol }: TraceDocument, changes: HeadChanges): TextEdit {
  const known = Object.entries(changes).filter(([, value]) => value !== undefined)
  const yaml = yamlOf([['format', 1], ...known])
  const lines = `---\n${yaml}---\n`
  return { range: rangeOf(0, text.length), text: lines.replaceAll('\n', eol) + quote(text) }
}

function changePair(yaml: string, pair: Pair, key: string, value: unknown): Edit | undefined {
  const { from, to, valueFrom } = extentOf(yaml, pair)
  if (value === undefined) return { from, to: lineEnd(yaml, to), text: '' }
  const commented = yaml.slice(to, lineEnd(yaml, to)).trim() !== ''
  const fresh = commented ? yamlLineOf(key, value) : withoutEnd(yamlOf([[key, value]]))
  const old = yaml.slice(from, to)
  if (old === fresh) return undefined
  const plain = !old.includes('\n') && !fresh.includes('\n') && fresh.startsWith(`${key}: `)
  return plain && yaml.charCodeAt(valueFrom - 1) === 32
    ? { from: valueFrom, to, text: fresh.slice(key.length + 2) }
    : { from, to, text: fresh }
}

/** What is really to be changed, in the order of writing. */
function inOrder(changes: HeadChanges, { fields }: DocumentTurn) {
  return Object.entries(changes)
    .filter(([key, value]) => JSON.stringify(fields[key]) !== JSON.stringify(value))
    .toSorted(([one], [other]) => rankOf(one) - rankOf(other))
}

/** After the key that stands before it in the order of writing. */
function addPair(yaml: string, map: YAMLMap | undefined, key: string, value: unknown): Edit | undefined {
  if (value === undefined) return undefined
  const rank = rankOf(key)
  const before = map?.items.findLast((pair) => rankOf(nameOf(pair) ?? '') < rank)
  const at = before ? lineEnd(yaml, extentOf(yaml, before).to) : rank < headKeys.length ? 0 : yaml.length
  return { from: at, to: at, text: yamlOf([[key, value]]) }
}

/** Keys we do not know come last. */
function rankOf(key: string): number {
  if (key === 'format') return -1
  const rank = headKeys.findIndex((each) => each === key)
  return rank < 0 ? headKeys.length : rank
}

/**
 * From the key to the end of its value, without comments and empty lines after it. Blanks that no ink follows are of it:
 * after a text of lines they count.
 */
function extentOf(yaml: string, { key, value }: Pair) {
  const [from = 0, keyTo = from] = (key as Node | null)?.range ?? []
  const [valueFrom = keyTo, valueTo = keyTo] = (value as Node | null)?.range ?? []
  const written = yaml.slice(from, valueTo).replace(/[ \t\r\n]+$/, '')
  const inkTo = Math.max(from + written.length, keyTo)
  const [blanks = ''] = /^[ \t]*(?:(?:\r?\n)+[ \t]+)*(?=\r?\n|$)/.exec(yaml.slice(inkTo)) ?? []
  return { from, to: inkTo + blanks.length, valueFrom }
}

function lineEnd(yaml: string, from: number): number {
  const end = yaml.indexOf('\n', from)
  return end < 0 ? yaml.length : end + 1
}

function rewritten(yaml: string, changes: HeadChanges): string {
  const document = parseFrontMatter(yaml) ?? new Document({})
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) document.delete(key)
    else document.set(key, document.createNode(value))
  }
  return document.toString({ lineWidth: 0, doubleQuotedAsJSON: true, flowCollectionPadding: false })
}

function eolOf({ eol }: TraceDocument, text: string): string {
  return text.replaceAll('\n', eol)
}
