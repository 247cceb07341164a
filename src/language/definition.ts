import { indexOfStep } from '../core/query.ts'
import type { Place, Range } from '../traces/place.ts'
import { citationAt, rangeOfStep, stepsAt, turnAt } from './at.ts'
import { pathOf, type FileLookup } from './code.ts'
import type { Parsed, ParsedTurn } from './parsed.ts'

/** Where something is defined: lines of a file (from 1), or a place in the trace itself. */
export type Definition =
  | { readonly path: string; readonly first: number; readonly last: number }
  | { readonly range: Range }

/** From a citation to the code, from a name to its declaration, from a step to the one it goes back on or builds on. */
export function definitionAt(parsed: Parsed, place: Place, files: FileLookup): readonly Definition[] {
  const turn = turnAt(parsed, place)
  if (!turn) return []
  const citation = citationAt(turn, place)
  if (citation?.name !== undefined) return declarations(turn, citation.name, files)
  const path = citation && pathOf(citation, turn)
  const lines = path === undefined ? undefined : files(path)
  if (citation && path !== undefined && lines !== undefined && lines !== 'missing') {
    const { first = 1, last = first } = citation.lines ?? {}
    return first <= lines.length ? [{ path, first, last: Math.min(last, lines.length) }] : []
  }
  const back = stepsAt(turn, place)
    .slice(0, 2)
    .flatMap(({ revises, on }) => [revises, on])
    .find((id) => id !== undefined)
  const step = back && turn.steps[indexOfStep(turn.steps, back)]
  return step ? [{ range: rangeOfStep(turn, step) }] : []
}

/** Lines of the sent files that declare a name: what was sent first, and in it the sent lines first. */
function declarations({ turn }: ParsedTurn, name: string, files: FileLookup): readonly Definition[] {
  const word = name.split(/[.#]/).at(-1) ?? name
  const declares = new RegExp(
    String.raw`(?:\b(?:class|interface|type|enum|struct|trait|function|func|fn|def|const|let|var|val|static|module|namespace|record|object)\s+(?:\([^)]*\)\s*)?|^\s*(?:(?:export|public|private|protected|static|readonly|async|override|get|set)\s+)*[#$]?)${escaped(word)}(?![\w$])\s*(?:[(<=:?{]|$|\w)`,
  )
  return turn.head.context.flatMap(({ path, lines: sent }) => {
    const lines = files(path)
    if (lines === undefined || lines === 'missing') return []
    const found = lines.flatMap((line, index) =>
      declares.test(line) && !/^\s*(?:return|if|for|while)\b/.test(line) ? [index + 1] : [],
    )
    const inside = sent ? found.filter((line) => line >= sent[0] && line <= sent[1]) : found
    return (inside.length > 0 ? inside : found).slice(0, 1).map((line) => ({ path, first: line, last: line }))
  })
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
