/** What tokens say together, and where each begins in it. */
interface Said {
  readonly text: string
  readonly starts: Uint32Array
}

/** So many letters (UTF-16 units) on each side tell a place, of which so many must be the same. */
const reach = 12
const enough = 8
/** Letters of the text that are looked at for one place. */
const ahead = 200

/**
 * Some servers tell of a token that is a part of a letter only that it is none (U+FFFD). What stands in the text between
 * the same neighbours is put in its place: the token that ends the letter has it.
 */
export function mended(said: Said, text: string): Said {
  const { text: stream, starts } = said
  if (!stream.includes(broken)) return said
  const letters = [...text.matchAll(/[^\0-\x7F]/gu)].map(({ index }) => index)
  const changes: Change[] = []
  let [out, from, next] = ['', 0, 0]
  for (const { index, 0: run } of stream.matchAll(/\uFFFD+/g)) {
    const to = index + run.length
    out += stream.slice(from, index)
    const right = stream.slice(to, to + reach).split(broken, 1)[0] ?? ''
    const found = bestOf(letters, next, { text, left: out.slice(-reach), right, most: run.length })
    if (found) next = found.next
    changes.push({ from: index, to, out: out.length, by: (found?.letter ?? run).length, known: !!found })
    out += found?.letter ?? run
    from = to
  }
  return { text: out + stream.slice(from), starts: starts.map(moved(changes)) }
}

const broken = '\uFFFD'

/** A run of what is no letter, and what it has become. */
interface Change {
  readonly from: number
  readonly to: number
  readonly out: number
  readonly by: number
  readonly known: boolean
}

interface Neighbours {
  readonly text: string
  readonly left: string
  readonly right: string
  /** Letters that it may be. */
  readonly most: number
}

function bestOf(letters: readonly number[], from: number, { text, left, right, most }: Neighbours) {
  let best: { readonly letter: string; readonly next: number } | undefined
  let same = enough - 1
  for (let index = from; index < Math.min(letters.length, from + ahead); index++) {
    const at = letters[index] ?? 0
    const before = sameBefore(text, at, left)
    for (let count = 1, end = at; count <= most && letters[index + count - 1] === end; count++) {
      end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
      const both = before + sameAfter(text, end, right)
      if (both <= same) continue
      same = both
      best = { letter: text.slice(at, end), next: index + count }
    }
    if (same === 2 * reach) break
  }
  return best
}

/** Where the text begins, or nothing more is known, there is nothing that could be other. */
function sameBefore(text: string, at: number, left: string): number {
  let count = 0
  while (count < left.length && count < at && text[at - 1 - count] === left[left.length - 1 - count]) count++
  return count === at || count === left.length ? reach : count
}

function sameAfter(text: string, at: number, right: string): number {
  let count = 0
  while (count < right.length && text[at + count] === right[count]) count++
  return at + count === text.length || count === right.length ? reach : count
}

/** Where a place of the stream is now. Changes are in order, and so are the places that are asked for. */
function moved(changes: readonly Change[]): (at: number) => number {
  let next = 0
  let [from, to] = [0, 0] // a place of the stream, and where it is now
  return (at) => {
    for (let change = changes[next]; change && change.to <= at; change = changes[++next])
      [from, to] = [change.to, change.out + change.by]
    const within = changes[next]
    if (within && within.from < at) return within.known ? within.out : within.out + at - within.from
    return to + at - from
  }
}
