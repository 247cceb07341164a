import { Document, isScalar, visit } from 'yaml'
import { formatVersion, headKeys, type Head, type HeadKey } from './head.ts'
import { headFields } from './headFields.ts'

/** The YAML of a first head, or of a later one, which has no `format`. `running`: the run has not ended. */
export function writeHead(head: Head, which: 'first' | 'later', running?: 'running'): string {
  const known = fieldsOf(head, running)
  return yamlOf([...(which === 'first' ? [['format', formatVersion] as const] : []), ...known])
}

/** What is said of a turn, in the order of writing. */
export function fieldsOf(head: Head, running?: 'running'): readonly (readonly [HeadKey, unknown])[] {
  const ended = headFields(head)
  const fields = { ...ended, state: running ?? ended.state }
  return headKeys.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]] as const]))
}

/**
 * Lines of YAML, none of which can be taken for the end of a head. Texts of several lines stand as such, lists of plain
 * values and small records in one line.
 */
export function yamlOf(fields: readonly (readonly [string, unknown])[]): string {
  if (fields.length === 0) return ''
  const document = new Document(Object.fromEntries(fields))
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && needsQuotes(node.value)) node.type = 'QUOTE_DOUBLE'
    },
    Seq: (_, node) => void (node.flow = node.items.every(isScalar)),
    Map: (key, node) => void (node.flow = key === 'value' && node.items.every(({ value }) => isShort(value))),
  })
  return document.toString({
    lineWidth: 0,
    blockQuote: 'literal',
    doubleQuotedAsJSON: true,
    flowCollectionPadding: false,
  })
}

/** The same of one key in one line, so that a comment may follow. */
export function yamlLineOf(key: string, value: unknown): string {
  const lines = withoutEnd(yamlOf([[key, value]]))
  return lines.includes('\n') ? `${yamlOf([[key, 0]]).slice(0, -3)} ${JSON.stringify(value)}` : lines
}

export function withoutEnd(lines: string): string {
  return lines.replace(/\n$/, '')
}

/** Begins with ink, and its last line has some, so that it can stand as lines of its own. */
function isBlockText(text: string): boolean {
  return /^\S[^\r]*\n[^\r]*\S *\n?$|^\S[^\r\n]*\n$/.test(text)
}

/** What would be lost or unseen without: line ends, and blanks that are no space. */
function needsQuotes(text: string): boolean {
  return text.includes('\n') ? !isBlockText(text) : /[^\S ]|\ufeff/.test(text)
}

function isShort(value: unknown): boolean {
  return isScalar(value) && String(value.value).length <= 40
}
