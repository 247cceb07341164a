import { sliceOf, rangeOf, type Place, type Range } from '../traces/place.ts'
import { schemaOf } from '../traces/keys.ts'
import { headSchema, type Schema } from '../traces/schema.ts'
import { turnAt } from './at.ts'
import type { Parsed } from './parsed.ts'

/** What may be written at a place of a head. */
export interface Proposal {
  readonly label: string
  readonly what: 'key' | 'value'
  readonly description: string
  /** Replaces what is written so far. */
  readonly range: Range
  readonly text: string
}

export function proposalsAt(parsed: Parsed, place: Place): readonly Proposal[] {
  const { text } = parsed.document
  const turn = turnAt(parsed, place)
  const head = turn?.turn.layout.head
  if (!turn || !head || place < head.from || place > head.to) return []
  const line = Math.max(head.from, text.lastIndexOf('\n', place - 1) + 1)
  const written = text.slice(line, place)
  const above = sliceOf(text, rangeOf(head.from, line)).split('\n')

  const value = /^(\s*(?:- )?)(\w+):\s+([^\s{["']*)$/.exec(written)
  if (value) {
    const [, indent = '', key, begun = ''] = value
    return values(schemaOf(parentOf(above, indent.length), key), rangeOf(place - begun.length, place))
  }
  const inline = /^(\s*(?:- )?)(\w+):\s*\{(?:.*[,{])?\s*(\w*)$/.exec(written)
  if (inline) {
    const [, indent = '', key, begun = ''] = inline
    return keys(
      schemaOf(parentOf(above, indent.length), key),
      rangeOf(place - begun.length, place),
      new Set(),
    )
  }
  const name = /^(\s*(?:- )?)(\w*)$/.exec(written)
  if (!name) return []
  const [, indent = '', begun = ''] = name
  const there = indent.length === 0 ? new Set(Object.keys(turn.turn.fields)) : new Set<string>()
  const first = parsed.document.turns[0] === turn.turn
  if (!first) there.add('format')
  return keys(parentOf(above, indent.length), rangeOf(place - begun.length, place), there)
}

/** What the lines above say that a line so far indented is part of. */
function parentOf(above: readonly string[], indent: number): Schema | undefined {
  if (indent === 0) return headSchema
  for (let index = above.length - 1; index >= 0; index--) {
    const [, spaces = '', key] = /^(\s*(?:- )?)(\w+):\s*$/.exec(above[index] ?? '') ?? []
    if (key === undefined || spaces.length >= indent) continue
    const schema = schemaOf(parentOf(above.slice(0, index), spaces.length), key)
    return schema?.items ?? schema
  }
  return undefined
}

function keys(schema: Schema | undefined, range: Range, there: ReadonlySet<string>): readonly Proposal[] {
  return Object.entries(schema?.properties ?? {})
    .filter(([name]) => !there.has(name))
    .map(([name, { description = '', type }]) => ({
      label: name,
      what: 'key',
      description,
      range,
      text: type === 'object' || (type === 'array' && name === 'context') ? `${name}:` : `${name}: `,
    }))
}

function values(schema: Schema | undefined, range: Range): readonly Proposal[] {
  const known =
    schema?.type === 'boolean'
      ? ['true', 'false']
      : (schema?.enum ??
        schema?.examples?.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))) ??
        [])
  return known.map((text) => ({
    label: text,
    what: 'value',
    description: schema?.description ?? '',
    range,
    text,
  }))
}
