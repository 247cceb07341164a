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
 * to be open, since the next line may go on with a list or make a heading or table of a paragraph.
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
    const sure = cut(rest.slice(0, rest.lastIndexOf('\n') + 1)).slice(0, -2)
    if (sure.length > 0) {
      finished = finished.concat(sure.map((piece) => ({ text: piece, open: false })))
      finishedText += sure.join('')
    }
    const open = cut(text.slice(finishedText.length))
    return finished.concat(open.map((piece) => ({ text: piece, open: true })))
  }

  /** Blank lines go with the block before them. */
  function cut(text: string): string[] {
    const pieces: string[] = []
    for (const { type, raw } of new Lexer(grammar.defaults).blockTokens(text)) {
      const last = pieces.at(-1)
      if (type === 'space' && last !== undefined) pieces[pieces.length - 1] = last + raw
      else pieces.push(raw)
    }
    return pieces
  }
}
