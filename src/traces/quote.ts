import { turnLine } from './layout.ts'

/** A body as it stands in a document: a line of it that would begin a turn has a backslash more. */
export function quote(body: string): string {
  return body.includes(turnLine) ? body.replace(/(^|\n)(?=\\*--- turn)/g, '$1\\') : body
}

export interface Unquoted {
  readonly body: string
  /** Where backslashes were taken away, as indexes into what stands in the document. */
  readonly backslashes: readonly number[]
}

export function unquote(quoted: string): Unquoted {
  if (!quoted.includes(`\\${turnLine}`)) return { body: quoted, backslashes: none }
  const backslashes: number[] = []
  const body = quoted.replace(/(^|\n)\\(?=\\*--- turn)/g, (found: string, before: string, at: number) => {
    backslashes.push(at + found.length - 1)
    return before
  })
  return { body, backslashes }
}

const none: readonly number[] = []
