/**
 * A text that grows by small pieces. Appending tens of thousands of them to one string leaves a node for each until
 * somebody reads it; here they are joined a few thousand units at a time, so that no append takes long.
 */
export interface GrowingText {
  readonly append: (text: string) => void
  readonly clear: () => void
  readonly size: () => number
  readonly value: () => string
}

export function createGrowingText(): GrowingText {
  let joined = ''
  let blocks: string[] = [] // after `joined`
  let tail = '' // after these
  let size = 0

  return { append, clear, size: () => size, value }

  function append(text: string) {
    size += text.length
    tail += text
    if (tail.length < blockSize) return
    blocks.push(tail)
    tail = ''
    if (blocks.length >= most) join()
  }

  function clear() {
    joined = ''
    blocks = []
    tail = ''
    size = 0
  }

  function value(): string {
    join()
    return tail === '' ? joined : joined + tail
  }

  function join() {
    if (blocks.length > 0) joined += blocks.join('')
    blocks = []
  }
}

const blockSize = 1024
const most = 4
