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

/** Quotes a body that comes in pieces; holds back no more than may yet become the beginning of such a line. */
export interface Quoter {
  push(text: string): string
  /** Gives back what was held. */
  end(): string
}

export function createQuoter(): Quoter {
  let held = ''
  let lineStart = true // of `held`
  return {
    push(text) {
      const whole = held + text
      const line = whole.lastIndexOf('\n') + 1
      const open = (line > 0 || lineStart) && mayBegin(whole, line)
      const done = open ? whole.slice(0, line) : whole
      const said = passed(done)
      held = open ? whole.slice(line) : ''
      if (whole !== '') lineStart = open
      return said
    },
    end() {
      const said = held
      held = ''
      return said
    },
  }

  function passed(done: string): string {
    const quoted = quote(lineStart ? done : `.${done}`)
    return lineStart ? quoted : quoted.slice(1)
  }
}

/** Backslashes and a beginning of the line, but not all of it. */
function mayBegin(text: string, line: number): boolean {
  let at = line
  while (text.charCodeAt(at) === 92) at++
  return text.length - at < turnLine.length && turnLine.startsWith(text.slice(at))
}
