import { rm, stat } from 'node:fs/promises'
import type { DocumentTurn, TraceDocument } from '../../traces/document.ts'
import { editHead } from '../../traces/edit.ts'
import { changeTrace, newerOf, readNewest, readTrace } from './traceFile.ts'
import { isGone, type Writer } from './writer.ts'

/** Whether a run of the document was interrupted: it says that it runs, and nobody is left who writes it. */
function isInterrupted(document: TraceDocument, touched: number, now: number): boolean {
  const [first] = document.turns
  const writers = first?.head.writers ?? []
  const waits = writers.length > 0 || document.turns.some(runs)
  return waits && writers.every((writer) => isGone(writer, touched, now))
}

/** The same document, its runs marked as interrupted. */
function interrupted(document: TraceDocument): TraceDocument | undefined {
  const { turns } = document
  let next: TraceDocument | undefined = document
  for (const [index, { fields, head }] of turns.entries()) {
    const changes = {
      ...(fields['state'] === 'running' && { state: 'incomplete', why: 'interrupted' }),
      ...(head.writers.length > 0 && { writers: undefined }),
    }
    const turn: DocumentTurn | undefined = next?.turns[index]
    next = next && turn && editHead(next, turn, changes)
  }
  return next
}

/** What is in a file; a run that was interrupted is marked as such there, where that can be. */
export async function readKept(path: string, writer: Writer): Promise<TraceDocument | undefined> {
  const [document, found] = await Promise.all([readTrace(path), stat(path).catch(() => undefined)])
  if (!document || !found || !isInterrupted(document, found.mtimeMs, Date.now())) return document
  const newest = (await readNewest(path)) ?? document
  const mark = (now: TraceDocument) => (now.text === document.text ? interrupted(newest) : undefined)
  const changed = await changeTrace(path, writer, mark).catch(() => false)
  if (!changed) return interrupted(newest) ?? newest
  await rm(newerOf(path), { force: true })
  return readTrace(path)
}

function runs({ fields }: TraceDocument['turns'][number]): boolean {
  return fields['state'] === 'running'
}
