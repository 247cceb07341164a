import type { Reference } from './step.ts'

/** What a trace can speak of: the files and identifiers of the context that was sent. */
export interface Known {
  /** Workspace-relative, forward slashes. The first is the file that was asked about. */
  readonly paths: readonly string[]
  readonly names: readonly string[]
}

export const nothingKnown: Known = { paths: [], names: [] }
export type { Reference }
