import { asSentence } from '../base/say.ts'
import { readDocument, type TraceDocument } from '../traces/document.ts'
import { sentenceOf } from '../traces/problem.ts'
import { Complaint, readAll, type Io } from './io.ts'
import type { Reading } from './work.ts'

/** The trace document in a file; what is wrong with its heads is noted. Without text it is bad input. */
export async function readTraceFile(path: string, io: Reading): Promise<TraceDocument> {
  const document = readDocument(await readAll(path, io))
  if (document.text.trim() === '') throw emptyFile(path)
  noteProblems(document, path, io)
  return document
}

/** Says what is wrong with the heads of a document, each thing once. */
export function noteProblems({ problems }: TraceDocument, path: string, io: Pick<Io, 'note'>): void {
  for (const said of new Set(problems.map((problem) => asSentence(sentenceOf(problem)))))
    io.note(`${nameOf(path)}: ${said}`)
}

export function emptyFile(path: string): Complaint {
  return new Complaint(`${nameOf(path)} is empty.`)
}

export function nameOf(path: string): string {
  return path === '-' ? 'Standard input' : path
}
