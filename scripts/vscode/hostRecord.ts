import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/**
 * What a suite in the extension host tells the outside, a JSON line each. VS Code itself tells too little: its exit
 * code is 0 even when the extension host crashed in the middle of a suite.
 */
export type HostEvent =
  | { readonly type: 'started' }
  /** Something the suite or the code under test printed. */
  | { readonly type: 'printed'; readonly text: string }
  | { readonly type: 'ended'; readonly passed: number; readonly failed: number; readonly skipped: number }

/** The environment variable that names the file of the record. */
export const RECORD = 'THINKTREE_HOST_RECORD'

export function recordEvent(file: string, event: HostEvent): void {
  appendFileSync(file, `${JSON.stringify(event)}\n`)
}

/** The events recorded so far; a line that is still being written is left for the next time. */
export function readRecord(file: string): readonly HostEvent[] {
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  return lines.filter((line) => line !== '').map((line): HostEvent => JSON.parse(line))
}
