/**
 * A text that grows by small pieces. Appending tens of thousands of them to one string leaves a node for each until
 * somebody reads it; here they are joined a thousand units at a time.
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
  let taken = ''
  let blocks: string[] = [] // after `taken`, taken too
  let fresh: string[] = [] // after these, and not taken
  let tail = '' // after these
  let size = 0

  return { append, clear, size: () => size, value, take }

  function append(text: string) {
    size += text.length
    tail += text
    if (tail.length < pieceSize) return
    fresh.push(tail)
    tail = ''
    if (fresh.length >= most) fresh = [fresh.join('')]
  }

  function clear() {
    taken = ''
    blocks = []
    fresh = []
    tail = ''
    size = 0
  }

  function value(): string {
    joinBlocks()
    return fresh.length > 0 || tail !== '' ? taken + fresh.join('') + tail : taken
  }

  function take(): string {
    const text = fresh.length > 0 ? fresh.join('') + tail : tail
    fresh = []
    tail = ''
    if (text !== '' && blocks.push(text) >= most) joinBlocks()
    return text
  }

  function joinBlocks() {
    if (blocks.length > 0) taken += blocks.join('')
    blocks = []
  }
}

const pieceSize = 1024
const most = 512
