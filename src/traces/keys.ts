import { isMap, isSeq, type Node } from 'yaml'
import { entryOf } from '../base/entryOf.ts'
import { nameOf } from './checkHead.ts'
import { parseFrontMatter } from './frontMatter.ts'
import { rangeOf, sliceOf, type Place, type Range } from './place.ts'
import { headSchema, type Schema } from './schema.ts'

export interface Key {
  readonly range: Range
  readonly schema: Schema | undefined
}

/** The key at a place of the head. */
export function keyAt(text: string, head: Range, place: Place): Key | undefined {
  return find(parseFrontMatter(sliceOf(text, head))?.contents, headSchema)

  function find(node: unknown, schema: Schema | undefined): Key | undefined {
    if (isSeq(node)) {
      for (const item of node.items) {
        const found = find(item, schema?.items)
        if (found) return found
      }
      return undefined
    }
    if (!isMap(node)) return undefined
    for (const pair of node.items) {
      const [from = 0, to = 0] = (pair.key as Node | null)?.range ?? []
      const inner = schemaOf(schema, nameOf(pair))
      if (head.from + from <= place && place <= head.from + to)
        return { range: rangeOf(head.from + from, head.from + to), schema: inner }
      const found = find(pair.value, inner)
      if (found) return found
    }
    return undefined
  }
}

export function schemaOf(schema: Schema | undefined, name: string | undefined): Schema | undefined {
  const { properties } = schema ?? {}
  return name === undefined || !properties ? undefined : entryOf(properties, name)
}

/** An entry of a list in the head. */
export function entryRange(text: string, head: Range, key: string, index: number): Range | undefined {
  const contents = parseFrontMatter(sliceOf(text, head))?.contents
  const pair = isMap(contents) ? contents.items.find((each) => nameOf(each) === key) : undefined
  const item = isSeq(pair?.value) ? (pair.value.items[index] as Node | undefined) : undefined
  const [from, to] = item?.range ?? []
  if (from === undefined || to === undefined) return undefined
  const written = text.slice(head.from + from, head.from + to).trimEnd()
  return rangeOf(head.from + from, head.from + from + written.length)
}
