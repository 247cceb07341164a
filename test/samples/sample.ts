import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'

export const shop = join(import.meta.dirname, '../../samples/shop')
const folders = ['traces', 'distilled'].map((name) => join(import.meta.dirname, '../../samples', name))

interface Sample {
  readonly name: string
  /** What stands between the `---` lines; not checked. */
  readonly head: unknown
  /** What follows the front matter. */
  readonly text: string
  /** All of it. */
  readonly file: string
}

export const samples: readonly Sample[] = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.think'))
    .map((name) => readSample(`${basename(folder)}/${name}`, readFileSync(join(folder, name), 'utf8'))),
)

export function linesOf(path: string): readonly string[] {
  return readFileSync(join(shop, path), 'utf8').replace(/\n$/, '').split('\n')
}

/** A citation of code in a text: 1-based, inclusive. */
interface Citation {
  readonly path: string
  readonly first: number
  readonly last: number
  /** Code in backticks that follows the citation at once, as in: line 12 is `const a = 1`. */
  readonly quoted: string | undefined
}

const pathAndLine = /(?<path>[\w./-]+\.(?:ts|py|go)):(?<first>\d+)(?:[-–](?<last>\d+))?/
const bareLines =
  /\b[Ll]ines? (?<first>\d+)(?:(?:[-–]| and | to )(?<last>\d+))?|第 ?(?<zhFirst>\d+)(?:[-–](?<zhLast>\d+))? ?行/
const cited = new RegExp(
  `${pathAndLine.source}|${bareLines.source.replaceAll(/<(first|last)>/g, '<bare_$1>')}`,
  'g',
)

/** Every citation in a text. Lines without a path are lines of `path`. */
export function citationsIn(text: string, path: string): readonly Citation[] {
  return [...text.matchAll(cited)].map((match) => {
    const found = match.groups ?? {}
    const first = Number(found.first ?? found.bare_first ?? found.zhFirst)
    const quoted = /^[^`.\n]{0,40}`(?<code>[^`\n]+)`/.exec(
      text.slice(match.index + match[0].length).replace(/^`/, ''),
    )
    return {
      path: found.path ?? path,
      first,
      last: Number(found.last ?? found.bare_last ?? found.zhLast ?? first),
      quoted: quoted?.groups?.code,
    }
  })
}

function readSample(name: string, file: string): Sample {
  const [, head, text] = /^---\n([^]*?)\n---\n([^]*)$/.exec(file) ?? []
  if (head === undefined || text === undefined) throw new Error(`${name}: no front matter between --- lines`)
  return { name, head: parse(head), text, file }
}
