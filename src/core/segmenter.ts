import { endsSentence, endsWideSentence, isCloser, isLetter, isLower, isSpace } from './characters.ts'
import type { Form, Gap, Statement } from './statement.ts'

export interface Segmenter {
  push(text: string): void
  /** The text is complete: the open statement is closed. */
  end(): void
  /** The statement that is still growing, with at least its first 400 units. */
  open(): Statement
  /** Where the open statement begins. */
  readonly from: number
  /** How much text has been pushed, in UTF-16 units. */
  readonly length: number
}

/** How far a decision may look ahead. What lies nearer to the end of the stream is not decided yet. */
const sight = 32
/** A longer open statement is set aside in pieces, so that a push never copies all of it. */
const windowSize = 2048

/**
 * Cuts reasoning into statements: sentences, list items, formulas, tables, blocks of code. What it has found depends
 * on the text pushed so far, never on where the pushes were cut. Time is linear in the text.
 */
export function createSegmenter(closed: (statement: Statement) => void): Segmenter {
  let past: string[] = [] // of the open statement, before `buffer`
  let buffer = ''
  let base = 0 // where `buffer` begins
  let at = 0 // in `buffer`: all before it is decided

  let from = 0
  let form: Form = 'prose'
  let gap: Gap = 'start'
  let indent = 0
  let marker = ''

  let inked = false // the open statement holds more than white space
  let newlines = 0 // since the last ink
  let column = 0 // white space since the last newline
  let spaced = true // white space just before `at`
  let mark = -1 // of the sentence end seen, when only closers came since; an offset into the text
  let last = 0 // the last ink
  let block = '' // what closes the open fence or displayed formula
  let blockEnded = false
  let ticks = 0 // length of the open run of backticks

  return {
    push(text) {
      buffer += text
      scan(sight)
      if (at > windowSize) setAside()
    },
    end() {
      scan(0)
      at = buffer.length
      if (base + at > from) close('paragraph')
    },
    open: () => ({ from, form, gap, indent, marker, text: past.length > 0 ? past[0] + buffer : buffer }),
    get from() {
      return from
    },
    get length() {
      return base + buffer.length
    },
  }

  function setAside() {
    const done = at - 2 * sight
    past.push(buffer.slice(0, done))
    buffer = buffer.slice(done)
    base += done
    at -= done
  }

  /** Closes the open statement before `at`; `next` is what stands before the one that opens there. */
  function close(next: Gap) {
    const here = buffer.slice(0, at)
    const text = past.length > 0 ? past.join('') + here : here
    const statement: Statement = { from, form, gap, indent, marker, text }
    past = []
    buffer = buffer.slice(at)
    base += at
    at = 0
    from = base
    form = 'prose'
    gap = next
    indent = 0
    marker = ''
    inked = false
    mark = -1
    ticks = 0
    block = ''
    blockEnded = false
    closed(statement)
  }

  /** Decides all but the last `rest` units. */
  function scan(rest: number) {
    while (at < buffer.length - rest) {
      const code = buffer.charCodeAt(at)
      if (isSpace(code)) {
        if (code === 10) {
          newlines++
          column = 0
        } else if (code !== 13) column++
        spaced = true
        at++
        continue
      }
      if (spaced || mark >= 0) reach(code)
      const length = take(code)
      at += length
      spaced = false
      newlines = 0
    }
  }

  /** At ink after white space or the end of a sentence: does a statement open here? */
  function reach(code: number) {
    const lineStart = newlines > 0 || (base === 0 && !inked)
    if (inked && cuts(code, lineStart)) {
      close(newlines > 1 ? 'paragraph' : newlines === 1 ? 'line' : 'sentence')
    }
    if (!inked) {
      inked = true
      if (lineStart) {
        indent = column
        ;[form, marker] = formAt(at)
      }
    }
  }

  function cuts(code: number, lineStart: boolean): boolean {
    if (block !== '') return false
    return lineStart ? cutsLine(code) : cutsSentence(code)
  }

  function cutsLine(code: number): boolean {
    if (form === 'table' && newlines === 1 && code === 124) return false
    return !(newlines === 1 && isLower(code) && isLetter(last) && form !== 'heading')
  }

  function cutsSentence(code: number): boolean {
    if (mark < 0) return false
    const end = buffer.charCodeAt(mark - base)
    if (endsWideSentence(end)) return !isCloser(code)
    return spaced && ticks === 0 && !isLower(code) && !abbreviated()
  }

  function abbreviated(): boolean {
    const before = buffer.slice(Math.max(0, mark - base - 8), mark - base + 1)
    return (
      /(?:^|[^\p{L}])(?:e\.g|i\.e|vs|Dr|Mr|Mrs|cf|Fig|Eq|approx)\.$/u.test(before) ||
      /^\s*\d{1,2}\.$/.test(before)
    )
  }

  /** Looks at one piece of ink and says how long it is. */
  function take(code: number): number {
    last = code
    if (code === 96) return takeTicks()
    if (endsSentence(code) || endsWideSentence(code)) {
      if (block === '') mark = base + at
    } else if (mark >= 0 && !isCloser(code)) mark = -1
    return 1
  }

  function takeTicks(): number {
    let run = 1
    while (run < 16 && buffer.charCodeAt(at + run) === 96) run++
    if (form === 'code' && block === '' && !blockEnded) block = '```'
    else if (run >= 3 && block === '```' && newlines > 0) {
      block = ''
      blockEnded = true
    } else if (block === '') ticks = ticks === 0 ? run : ticks === run ? 0 : ticks
    return run
  }

  function formAt(index: number): [Form, string] {
    const line = buffer.slice(index, index + sight)
    if (line.startsWith('```')) return ['code', '']
    if (line.startsWith('|')) return ['table', '']
    if (/^#{1,6} /.test(line)) return ['heading', '']
    const item = /^(?:[-*•+]|\(?\d{1,3}[.)])(?=\s)/.exec(line)
    return item ? ['item', item[0]] : ['prose', '']
  }
}
