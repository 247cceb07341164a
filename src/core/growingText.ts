/**
 * A text that grows by small pieces. Appending tens of thousands of them to a string leaves a node for each until
 * somebody reads it; here they are joined by the hundred.
 */
export interface GrowingText {
  readonly append: (text: string) => void
  readonly clear: () => void
  readonly size: () => number
  readonly value: () => string
  /** What was appended since the last call. */
  readonly take: () => string
}

export function createGrowingText(): GrowingText {
  let whole = ''
  let blocks: string[] = [] // after `whole`
  let pieces: string[] = [] // after these
  let fresh = '' // of `whole` and `blocks`, what was not taken yet
  let size = 0

  return { append, clear, size: () => size, value, take }

  function append(text: string) {
    if (text === '') return
    size += text.length
    if (pieces.push(text) >= most) joinPieces()
  }

  function clear() {
    whole = ''
    blocks = []
    pieces = []
    fresh = ''
    size = 0
  }

  function value(): string {
    joinPieces()
    joinBlocks()
    return whole
  }

  function take(): string {
    joinPieces()
    const taken = fresh
    fresh = ''
    return taken
  }

  function joinPieces() {
    if (pieces.length === 0) return
    const block = pieces.join('')
    pieces = []
    fresh = fresh === '' ? block : fresh + block
    if (blocks.push(block) >= most) joinBlocks()
  }

  function joinBlocks() {
    if (blocks.length === 0) return
    whole += blocks.join('')
    blocks = []
  }
}

const most = 512
