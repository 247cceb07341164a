import { insidePath, readInside, type InsideFile } from '../inside/insideFile.ts'
import type { Io } from './io.ts'

/** What is kept of the inside beside a trace; undefined where nothing is, or what is there cannot be read, which is said. */
export async function insideBeside(file: string, io: Io): Promise<InsideFile | undefined> {
  if (file === '-') return undefined
  const path = insidePath(file)
  const bytes = await io.readBytesIfThere(path)
  const read = bytes && readInside(bytes)
  if (!read) return undefined
  if ('file' in read) return read.file
  io.note(`${path} was left out: ${read.problem}.`)
  return undefined
}
