import { isMap, parseDocument, type Document } from 'yaml'
import { isRecord } from '../base/json.ts'
import { checkNode, nameOf, rangeAt } from './checkHead.ts'
import { emptyHead, formatVersion, type Head } from './head.ts'
import { readHead } from './readHead.ts'
import { rangeOf } from './place.ts'
import type { Problem } from './problem.ts'
import { headSchema } from './schema.ts'

/** A head that was read: what is known, all that stands there, and what is wrong with it. */
export interface FrontMatter {
  readonly head: Head
  /** All keys, unknown ones too. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
}

/** `base`: where the YAML begins in the document. */
export function readFrontMatter(yaml: string, base: number): FrontMatter {
  const document = parseFrontMatter(yaml)
  if (!document) return { head: emptyHead, fields: {}, problems: [unreadable(yaml, base)] }
  const fields = fieldsOf(document)
  const format = fields['format']
  const newer = typeof format === 'number' && format > formatVersion ? format : undefined
  return {
    head: readHead(fields),
    fields,
    problems: [
      ...document.errors.slice(0, mostErrors).map(({ message, pos: [from, to] }): Problem => ({
        range: rangeOf(base + from, base + Math.min(to, yaml.length)),
        severity: 'error',
        message: 'This is not YAML: {0}',
        values: [(message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')],
      })),
      ...(newer === undefined
        ? contentProblems(document, yaml, base)
        : [newerProblem(document, newer, base)]),
    ],
  }
}

/** Tolerant: what could be read of broken YAML is there. Undefined for what is too long, or nested too deep. */
export function parseFrontMatter(yaml: string): Document | undefined {
  if (yaml.length > longest) return undefined
  try {
    // That keys are unique is checked by us: the parser compares each with each.
    return parseDocument(yaml, { prettyErrors: true, uniqueKeys: false, logLevel: 'error' })
  } catch {
    return undefined
  }
}

/** No head that anybody wrote is longer, and one error tells as much as a thousand. */
const longest = 128_000
const mostErrors = 20

function fieldsOf(document: Document): Readonly<Record<string, unknown>> {
  try {
    const fields: unknown = document.toJS({ maxAliasCount: 100 })
    return isRecord(fields) ? fields : {}
  } catch {
    return {} // an alias of nothing, or too many
  }
}

function contentProblems({ contents }: Document, yaml: string, base: number): readonly Problem[] {
  if (contents === null) return []
  if (isMap(contents)) return checkNode(contents, headSchema, base)
  const range = rangeOf(base, base + yaml.length)
  return [{ range, severity: 'error', message: 'The head is not a list of names and values.', values: [] }]
}

function unreadable(yaml: string, base: number): Problem {
  const range = rangeOf(base, base + yaml.length)
  return { range, severity: 'error', message: 'The head is too long or too deep to be read.', values: [] }
}

function newerProblem({ contents }: Document, newer: number, base: number): Problem {
  const pair = isMap(contents) ? contents.items.find((each) => nameOf(each) === 'format') : undefined
  const value = pair?.value as Parameters<typeof rangeAt>[0] | undefined
  return {
    range: value ? rangeAt(value, base) : rangeOf(base, base),
    severity: 'warning',
    message: 'This is format {0}, and only {1} is known here: the document can be read but not changed.',
    values: [String(newer), String(formatVersion)],
  }
}
