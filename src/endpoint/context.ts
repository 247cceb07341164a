/** 1-based, inclusive. */
export interface LineRange {
  readonly first: number
  readonly last: number
}

/** What the editor or the command line knows of the code in question; the prompt takes of it what fits. */
export interface CodeContext {
  /** Workspace-relative, forward slashes. */
  readonly path: string
  /** VS Code's language id, such as `typescript`; empty where unknown. */
  readonly language: string
  /** The whole text of the file. */
  readonly text: string
  /** The lines asked about; without it, the question is about the whole file. */
  readonly selection?: LineRange
  /** The function or class around the selection. */
  readonly enclosing?: LineRange & { readonly name: string }
  readonly imports?: readonly LineRange[]
  /** What the editor reports on the lines asked about. */
  readonly diagnostics?: readonly CodeDiagnostic[]
}

export interface CodeDiagnostic {
  /** 1-based. */
  readonly line: number
  readonly severity: 'error' | 'warning' | 'information' | 'hint'
  readonly message: string
  /** Who says so, such as `ts 2304`. */
  readonly source?: string
}

/** What a context is about, in few characters: `src/cart.ts:12–30`. */
export function subjectOf(context: CodeContext | null): string {
  if (!context) return ''
  const { path, selection } = context
  return selection ? `${path}:${rangeOf(selection)}` : path
}

export function rangeOf({ first, last }: LineRange): string {
  return first === last ? `${first}` : `${first}–${last}`
}

/** Line numbers in ascending order, neighbours as one range. */
export function rangesOf(numbers: readonly number[]): readonly LineRange[] {
  const found: { first: number; last: number }[] = []
  for (const number of numbers) {
    const open = found.at(-1)
    if (open && number === open.last + 1) open.last = number
    else found.push({ first: number, last: number })
  }
  return found
}
