import type { Range } from '../traces/place.ts'
import { pathOf, type FileLookup } from './code.ts'
import type { Parsed } from './parsed.ts'

/** A citation that leads to lines of a file that is there. */
export interface CodeLink {
  readonly range: Range
  readonly path: string
  /** From 1. */
  readonly line: number
}

export function linksOf({ turns }: Parsed, files: FileLookup): readonly CodeLink[] {
  return turns.flatMap((turn) =>
    turn.citations.flatMap((citation) => {
      const path = citation.name === undefined ? pathOf(citation, turn) : undefined
      const lines = path === undefined ? undefined : files(path)
      if (path === undefined || lines === undefined || lines === 'missing') return []
      const line = citation.lines?.first ?? 1
      return line <= lines.length ? [{ range: citation.range, path, line }] : []
    }),
  )
}
