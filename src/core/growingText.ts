/**
 * A text that grows by small pieces. Appending tens of thousands of them to a string leaves a node for each until
 * somebody reads it; here they are joined by the thousand.
 */
export interface GrowingText {
  readonly length: number
  append(text: string): void
  clear(): void
  value(): string
}

export function createGrowingText(): GrowingText {
  let whole = ''
  let pieces: string[] = []
  let length = 0
  return {
    get length() {
      return length
    },
    append(text) {
      if (text === '') return
      length += text.length
      if (pieces.push(text) >= 1024) join()
    },
    clear() {
      whole = ''
      pieces = []
      length = 0
    },
    value() {
      if (pieces.length > 0) join()
      return whole
    },
  }

  function join() {
    whole += pieces.length === 1 ? pieces[0] : pieces.join('')
    pieces = []
  }
}
