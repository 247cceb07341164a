import { readFile } from 'node:fs/promises'
import { readDocument } from '../../traces/document.ts'
import type { Run } from './catalog.ts'

/** Where a text was found in a run. */
export interface Found {
  readonly run: Run
  /** The turn it is in. */
  readonly turn: number
  /** What stands around it, in one line. */
  readonly snippet: string
}

/** Words around what was found. */
const around = 40

/** Looks for a text in questions, thoughts and answers, however it is written; tells what it finds as it goes. */
export async function searchRuns(
  runs: readonly Run[],
  wanted: string,
  tell: (found: Found) => void,
  signal: AbortSignal,
): Promise<void> {
  const low = wanted.toLowerCase()
  for (const run of runs) {
    const text = await readFile(run.path, 'utf8').catch(() => '')
    if (signal.aborted) return
    // Most files do not have it, and need not be taken apart.
    if (!text.toLowerCase().includes(low)) continue
    for (const [turn, { head, body }] of readDocument(text).turns.entries()) {
      const place = [head.title, head.question, body].find((each) => each.toLowerCase().includes(low))
      if (place === undefined) continue
      tell({ run, turn, snippet: snippetOf(place, low) })
      break
    }
  }
}

function snippetOf(text: string, low: string): string {
  const at = text.toLowerCase().indexOf(low)
  const from = Math.max(0, at - around)
  const to = Math.min(text.length, at + low.length + around)
  const line = text.slice(from, to).replaceAll(/\s+/g, ' ').trim()
  return `${from > 0 ? '…' : ''}${line}${to < text.length ? '…' : ''}`
}
