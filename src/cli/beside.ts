import { cardInForce } from '../base/modelCard.ts'
import { inEnglish } from '../base/say.ts'
import type { Profile } from '../endpoint/profile.ts'
import { insideOf, type Heard, type Inside } from '../inside/inside.ts'
import { insidePath, readInside, writeInside, type InsideFile } from '../inside/insideFile.ts'
import { leftOut, problemSentence } from '../inside/problem.ts'
import type { Io } from './io.ts'

/** What is kept of the inside beside a trace; undefined where nothing is, or what is there cannot be read, which is said. */
export async function insideBeside(file: string, io: Io): Promise<InsideFile | undefined> {
  if (file === '-') return undefined
  const path = insidePath(file)
  const bytes = await io.readBytesIfThere(path)
  const read = bytes && readInside(bytes)
  if (!read) return undefined
  if ('file' in read) return read.file
  io.note(leftOut(path, read.problem))
  return undefined
}

/**
 * Keeps what was told of a turn's inside beside its trace, after what it has from a turn that it parted from (`before`);
 * `others` are the turns that the trace had.
 */
export async function keepInside(
  path: string,
  id: string,
  told: Heard | undefined,
  profile: Profile,
  io: Io,
  { before = [], others = new Map() }: { readonly before?: Inside; readonly others?: InsideFile } = {},
): Promise<void> {
  const run = told && insideOf(told, cardInForce(profile))
  if (run?.problem) io.note(problemSentence(run.problem))
  const own = run ? [...before, run] : before
  const file = own.length > 0 ? new Map([...others, [id, own]]) : others
  if (file.size > 0) await replaceInside(path, file, io)
}

/** Whether it was written: what is there and cannot be read, such as that of a newer version, stays as it is, which is said. */
export async function replaceInside(path: string, file: InsideFile, io: Io): Promise<boolean> {
  const target = insidePath(path)
  const bytes = await io.readBytesIfThere(target)
  const there = bytes && readInside(bytes)
  if (there && 'problem' in there) {
    io.note(`${target} stays as it is, and nothing is added: ${inEnglish(...there.problem)}.`)
    return false
  }
  await io.writeFile(target, writeInside(file))
  return true
}
