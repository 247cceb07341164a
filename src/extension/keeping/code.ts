import { Range, Uri } from 'vscode'
import type { Gathered } from '../context/gather.ts'
import type { KeptCode } from './records.ts'

/** The code of a question as plain data, and back. */
export function packCode({ context, place }: Gathered): KeptCode {
  const { file, root, asked, known } = place
  return {
    context,
    file: file?.toString() ?? null,
    root: root?.toString() ?? null,
    asked: asked ? [asked.start.line, asked.start.character, asked.end.line, asked.end.character] : null,
    known,
  }
}

export function unpackCode({ context, file, root, asked, known }: KeptCode): Gathered {
  return {
    context,
    place: {
      file: file === null ? undefined : Uri.parse(file),
      root: root === null ? undefined : Uri.parse(root),
      asked: asked === null ? undefined : new Range(...asked),
      known,
    },
  }
}
