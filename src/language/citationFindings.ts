import type { Say } from '../base/say.ts'
import { contextHash } from '../traces/contextHash.ts'
import type { TraceDocument } from '../traces/document.ts'
import { headEdits } from '../traces/edit.ts'
import type { ContextPart } from '../traces/head.ts'
import { entryRange } from '../traces/keys.ts'
import { hasChanged, pathOf, type FileLookup } from './code.ts'
import type { Finding } from './finding.ts'
import type { ParsedTurn } from './parsed.ts'

/** So many findings of a kind are shown. */
const most = 200

/** Sent code that is not what stands there now. */
export function changedCode(
  turn: ParsedTurn,
  document: TraceDocument,
  files: FileLookup,
  say: Say,
): readonly Finding[] {
  const { head, layout } = turn.turn
  if (!layout.head || !isHere(turn, files)) return []
  return head.context.flatMap((part, index): readonly Finding[] => {
    const lines = linesOf(part, files)
    const range = layout.head && entryRange(document.text, layout.head, 'context', index)
    if (!range) return []
    if (!lines)
      return files(part.path) === 'missing'
        ? [
            {
              code: 'missingCode',
              range,
              severity: 'warning',
              message: say('There is no file {0} any more.', part.path),
            },
          ]
        : []
    if (!hasChanged(part, lines)) return []
    const now = { ...part, hash: contextHash(lines.join('\n'), part.lines) }
    const edits = headEdits(document, turn.turn, {
      context: head.context.map((each) => (each === part ? now : each)),
    })
    return [
      {
        code: 'changedCode',
        range,
        severity: 'information',
        message: say('This code has changed since it was sent: citations may point at other lines.'),
        ...(edits && { fixes: [{ title: say('Take the Code as It Is Now'), edits }] }),
      },
    ]
  })
}

/** Citations of lines that are not there, or of code that has changed. Of a trace about other folders nothing is said. */
export function citationFindings(turn: ParsedTurn, files: FileLookup, say: Say): readonly Finding[] {
  if (!isHere(turn, files)) return []
  const changed = turn.turn.head.context.filter((part) => {
    const lines = linesOf(part, files)
    return lines && hasChanged(part, lines)
  })
  const found: Finding[] = []
  for (const citation of turn.citations) {
    if (found.length >= most) break
    const path = citation.name === undefined ? pathOf(citation, turn) : undefined
    if (path === undefined) continue
    const lines = files(path)
    const { range } = citation
    if (lines === 'missing') {
      const near = nearest(path, turn, files)
      const written = citation.path ?? ''
      found.push({
        code: 'noFile',
        range,
        severity: 'warning',
        message: say('There is no file {0}.', path),
        ...(near !== undefined && {
          fixes: [
            {
              title: say('Change It to {0}', near),
              edits: [
                {
                  range: { from: range.from, to: (range.from + written.length) as typeof range.to },
                  text: near,
                },
              ],
            },
          ],
        }),
      })
    } else if (lines && citation.lines && citation.lines.last > lines.length)
      found.push({
        code: 'noLine',
        range,
        severity: 'warning',
        message:
          lines.length === 1
            ? say('{0} has only 1 line.', path)
            : say('{0} has only {1} lines.', path, lines.length),
      })
    else if (lines && citation.lines && changed.some((part) => touches(part, path, citation.lines)))
      found.push({
        code: 'changedCitation',
        range,
        severity: 'hint',
        message: say('The code in {0} has changed since: this may be another line now.', path),
      })
  }
  return found
}

function touches(
  part: ContextPart,
  path: string,
  lines: { first: number; last: number } | undefined,
): boolean {
  return (
    part.path === path &&
    (!part.lines || !lines || (lines.first <= part.lines[1] && lines.last >= part.lines[0]))
  )
}

/** Whether any of the code that was sent is in this workspace. */
function isHere({ turn }: ParsedTurn, files: FileLookup): boolean {
  return turn.head.context.some((part) => linesOf(part, files) !== undefined)
}

function linesOf({ path }: ContextPart, files: FileLookup): readonly string[] | undefined {
  const lines = files(path)
  return lines === 'missing' ? undefined : lines
}

/** A file that was sent and has the same name. */
function nearest(path: string, { turn }: ParsedTurn, files: FileLookup): string | undefined {
  const name = path.split('/').at(-1)
  const same = turn.head.context.filter(
    (part) => part.path.split('/').at(-1) === name && linesOf(part, files),
  )
  return same.length === 1 ? same[0]?.path : undefined
}
