import { pathInside, staysInside } from '../base/staysInside.ts'
import { contextHash } from '../traces/contextHash.ts'
import type { ContextPart } from '../traces/head.ts'
import type { Citation } from './citations.ts'
import type { Parsed, ParsedTurn } from './parsed.ts'

/**
 * The lines of a file of the workspace, by its path from the folder; `missing` where there is no such file, undefined
 * where it is not known.
 */
export type FileLookup = (path: string) => readonly string[] | 'missing' | undefined

/** The file that a citation means, by its path from the folder. A bare “line 12” is one of the file that was asked about. */
export function pathOf(
  { path, lines }: Pick<Citation, 'path' | 'lines'>,
  { turn }: ParsedTurn,
): string | undefined {
  const sent = turn.head.context.map((part) => part.path)
  if (path === undefined) return lines ? sent[0] : undefined
  const wanted = pathInside(path)
  if (wanted === undefined) return undefined
  return sent.find((each) => each === wanted) ?? sent.find((each) => each.endsWith(`/${wanted}`)) ?? wanted
}

/** All files that a document speaks of. */
export function pathsOf({ turns }: Parsed): readonly string[] {
  const found = new Set<string>()
  for (const turn of turns) {
    for (const { path } of turn.turn.head.context) if (staysInside(path)) found.add(path)
    for (const citation of turn.citations) {
      const path = pathOf(citation, turn)
      if (path !== undefined && staysInside(path)) found.add(path)
    }
  }
  return [...found]
}

/** The sent code is not what stands there now. */
export function hasChanged({ hash, lines }: ContextPart, now: readonly string[]): boolean {
  return (
    hash !== undefined &&
    /^sha256:[0-9a-f]{16}/.test(hash) &&
    !hash.startsWith(contextHash(now.join('\n'), lines))
  )
}
