import { parseJson } from '../base/json.ts'

/** What is shorter (UTF-16 units) is parsed as it is. */
const long = 2 ** 20

/**
 * Parses JSON. Which experts worked may be a hundred million letters of it: these are taken out before and put back, since
 * a parser would hold up the thread for as long as it looks at each.
 */
export function parseLong(text: string, from = long): unknown {
  if (text.length < from) return parseJson(text)
  const taken: string[] = []
  const parts: string[] = []
  let end = 0
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, Math.max(end, at + 1))) {
    opening.lastIndex = at + name.length
    if (!opening.test(text)) continue
    const begin = opening.lastIndex
    const close = text.indexOf('"', begin)
    const value = text.slice(begin, Math.max(begin, close))
    // What is written otherwise than it is, a parser must read.
    if (close < 0 || value.includes('\\')) continue
    parts.push(text.slice(end, begin), String(taken.push(value) - 1))
    end = close
  }
  if (taken.length === 0) return parseJson(text)
  try {
    return JSON.parse([...parts, text.slice(end)].join(''), (key, value: unknown) =>
      key === 'routed_experts' && typeof value === 'string' ? (taken[Number(value)] ?? value) : value,
    ) as unknown
  } catch {
    return undefined
  }
}

const name = '"routed_experts"'
const opening = /\s*:\s*"/y
