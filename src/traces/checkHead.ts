import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'
import { entryOf } from '../base/entryOf.ts'
import { rangeOf } from './place.ts'
import type { Problem } from './problem.ts'
import type { Schema } from './schema.ts'

/** What in a value is not as its schema has it; `base` is where the YAML begins in the document. */
export function checkNode(node: unknown, schema: Schema, base: number, name = ''): readonly Problem[] {
  const value = node as Node | null
  if (!value?.range) return []
  const wrong = (message: string, ...values: string[]): readonly Problem[] => [
    { range: rangeAt(value, base), severity: 'warning', message, values: [name, ...values] },
  ]
  switch (schema.type) {
    case undefined:
      return []
    case 'object':
      if (!isMap(value)) return wrong('“{0}” is not a list of names and values.')
      return [
        ...missing(value.items, schema).flatMap((key) => wrong('“{0}” has no “{1}”.', key)),
        ...twice(value.items).map((pair): Problem => ({
          range: rangeAt(pair.key as Node, base),
          severity: 'error',
          message: '“{0}” stands here twice.',
          values: [nameOf(pair) ?? ''],
        })),
        ...value.items.flatMap((pair) => checkPair(pair, schema, base)),
      ]
    case 'array':
      if (!isSeq(value)) return wrong('“{0}” is not a list.')
      if (value.items.length < (schema.minItems ?? 0)) return wrong('“{0}” has too few entries.')
      if (value.items.length > (schema.maxItems ?? Infinity)) return wrong('“{0}” has too many entries.')
      return value.items.flatMap((item) => checkNode(item, schema.items ?? {}, base, name))
    case 'string': {
      const text = isScalar(value) ? value.value : undefined
      if (typeof text !== 'string') return wrong('“{0}” is not text.')
      if (schema.enum && !schema.enum.includes(text))
        return wrong('“{0}” must be one of: {1}.', schema.enum.join(', '))
      return schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(text)
        ? wrong('“{0}” does not have the form it must have.')
        : []
    }
    case 'boolean':
      return isScalar(value) && typeof value.value === 'boolean' ? [] : wrong('“{0}” must be true or false.')
    case 'integer':
    case 'number': {
      const number = isScalar(value) ? value.value : undefined
      if (typeof number !== 'number' || !Number.isFinite(number)) return wrong('“{0}” is not a number.')
      if (schema.type === 'integer' && !Number.isInteger(number)) return wrong('“{0}” is not a whole number.')
      return number < (schema.minimum ?? -Infinity) ? wrong('“{0}” is too small.') : []
    }
  }
}

export function rangeAt({ range }: Node, base: number) {
  return rangeOf(base + (range?.[0] ?? 0), base + (range?.[1] ?? 0))
}

export function nameOf({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value) : undefined
}

function checkPair(pair: Pair, { properties }: Schema, base: number): readonly Problem[] {
  const name = nameOf(pair) ?? ''
  const schema = properties && entryOf(properties, name)
  return schema && pair.value !== null ? checkNode(pair.value, schema, base, name) : []
}

/** Pairs whose key stands before them already. */
function twice(pairs: readonly Pair[]): readonly Pair[] {
  const names = new Set<string | undefined>()
  return pairs.filter((pair) => {
    const name = nameOf(pair)
    const known = names.has(name)
    names.add(name)
    return known && name !== undefined
  })
}

function missing(pairs: readonly Pair[], { required = [] }: Schema): readonly string[] {
  const names = new Set(pairs.map(nameOf))
  return required.filter((name) => !names.has(name))
}
