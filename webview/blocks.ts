import { Lexer, type Marked } from 'marked'

/** A top-level piece of Markdown: a paragraph, a list, a code block. Together they are the text. */
export interface Block {
  readonly text: string
  /** It may still change as the text grows. */
  readonly open: boolean
}

export interface Blocks {
  /** The blocks of a text; those that were finished in the text before stay the same objects. */
  update(text: string): readonly Block[]
}

/**
 * Splits a growing text into blocks and looks only at its end again. The last two blocks of the whole lines are held
 * to be open, since the next line may go on with a list or make a heading or table of a paragraph; and all after the
 * last blank line, since a formula may close there whose opening was taken for words.
 */
export function createBlocks(grammar: Marked): Blocks {
  let finished: Block[] = []
  let finishedText = ''
  return { update }

  function update(text: string): readonly Block[] {
    if (!text.startsWith(finishedText)) {
      finished = []
      finishedText = ''
    }
    const rest = text.slice(finishedText.length)
    const whole = cut(rest.slice(0, rest.lastIndexOf('\n') + 1)).slice(0, -2)
    const sure = whole.slice(0, whole.findLastIndex((piece) => /\n\s*\n$/.test(piece)) + 1)
    if (sure.length > 0) {
      finished = finished.concat(sure.map((piece) => ({ text: piece, open: false })))
      finishedText += sure.join('')
    }
    const open = cut(text.slice(finishedText.length))
    return finished.concat(open.map((piece) => ({ text: piece, open: true })))
  }

  /** Blank lines go with the block before them. A token's `raw` is as long as its source, but not always the same. */
  function cut(text: string): string[] {
    const pieces: string[] = []
    let at = 0
    for (const { type, raw } of new Lexer(grammar.defaults).blockTokens(text)) {
      const piece = text.slice(at, at + raw.length)
      at += raw.length
      if (type === 'space' && pieces.length > 0) pieces.push(pieces.pop() + piece)
      else pieces.push(piece)
    }
    return pieces
  }
}
