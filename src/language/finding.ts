import type { TextEdit } from '../traces/edit.ts'
import type { Range } from '../traces/place.ts'

/** Something a reader should know of a place, and what can be done about it. */
export interface Finding {
  readonly code: string
  readonly range: Range
  readonly severity: 'error' | 'warning' | 'information' | 'hint'
  readonly message: string
  readonly related?: readonly { readonly range: Range; readonly message: string }[]
  readonly fixes?: readonly Fix[]
}

export interface Fix {
  readonly title: string
  readonly edits: readonly TextEdit[]
}
