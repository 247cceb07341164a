/** What the host tells the language server when it starts it. */
export interface ServerOptions {
  /** Translations by their English text. */
  readonly translations: Readonly<Record<string, string>>
  /** Commands that lenses run with the document's address and the number of a turn, from 0; without one, no lens. */
  readonly lenses: Readonly<Partial<Record<'openAsTree' | 'goOn', string>>>
  /** Paths of folders that keep traces, besides those of the workspace. */
  readonly kept: readonly string[]
}

/** The kinds of steps are types of semantic tokens, by these names. */
export const abandonedModifier = 'abandoned'
