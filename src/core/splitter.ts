/** A pair closes only with its own closer. */
export interface TagPair {
  readonly open: string
  readonly close: string
}

export interface SplitOptions {
  /**
   * Whether the stream begins inside reasoning: `explicit`, only after an opening tag; `implicit`, at once (the
   * template already opened the block); `auto`, decided by the first closing tag.
   */
  readonly start: 'explicit' | 'implicit' | 'auto'
  /** Where later blocks may open. */
  readonly blocks: 'first' | 'line-start' | 'anywhere'
  readonly tags: readonly TagPair[]
}
