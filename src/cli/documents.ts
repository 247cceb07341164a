import { readDocument, type TraceDocument } from '../traces/document.ts'
import { sentenceOf } from '../traces/problem.ts'
import { Complaint, readAll } from './io.ts'
import type { Reading } from './work.ts'

/** The trace document in a file; what is wrong with its heads is noted. Without text it is bad input. */
export async function readTraceFile(path: string, io: Reading): Promise<TraceDocument> {
  const document = readDocument(await readAll(path, io))
  if (document.text.trim() === '') throw new Complaint(`${nameOf(path)} is empty.`)
  for (const problem of document.problems) io.note(`${nameOf(path)}: ${sentenceOf(problem)}`)
  return document
}

export function nameOf(path: string): string {
  return path === '-' ? 'Standard input' : path
}
