import { unreachable } from '../base/unreachable.ts'
import { isAllBlank } from './blank.ts'
import { createCodeState, tick, tilde } from './code.ts'
import { createLexicon, type TagPair, type Token } from './lexicon.ts'

/** What is known of a stream before it comes; docs/splitting.md tells more of each. */
export interface SplitOptions {
  /**
   * Whether the stream begins inside reasoning: `explicit`, only after an opening tag; `implicit`, at once (the
   * template already opened the block); `auto`, decided by the first closing tag. Where the request switched thinking
   * off, `explicit` is right.
   */
  readonly start: 'explicit' | 'implicit' | 'auto'
  /** Where later blocks may open. */
  readonly blocks: 'first' | 'line-start' | 'anywhere'
  readonly tags: readonly TagPair[]
  /** Texts that begin a tool call and end the reasoning if no closing tag follows; none where no tools were sent. */
  readonly calls?: readonly string[]
}

/** What the splitter says, in the order of the text. Texts and tags, re-filed as it says, join to what was pushed. */
export interface SplitSink {
  readonly reasoning: (text: string) => void
  readonly answer: (text: string) => void
  readonly tag: (text: string) => void
  /** Answer text that follows may yet be re-filed. The first such mark stands at the very start. */
  readonly mark: () => void
  readonly refile: (change: Refiling) => void
  /** A closing tag stands in the answer although the thought had ended: the boundary may be wrong. */
  readonly late: () => void
}

/** Of the answer text since the last mark, `[0, to)` was reasoning and `[to, to + tag)` is a tag. */
export interface Refiling {
  /** The tag just before the mark, if that was no tag but reasoning. */
  readonly before: string
  readonly to: number
  readonly tag: number
}

/** Content in, `SplitSink` out. */
export interface Splitter {
  push(text: string): void
  /** Gives back what was held. */
  end(): void
  /** The reasoning comes another way: a closing tag without an opening one no longer re-files the content. */
  reasonedElsewhere(): void
}

/**
 * Cuts content into reasoning and answer at think tags. It never fails, holds back only what may become a tag, and
 * what it has said after some text does not depend on how that text was cut. Text that stood `before` what is pushed
 * tells whether that begins inside of code. docs/splitting.md has the rules.
 */
export function createSplitter(
  { start, blocks, tags, calls = [] }: SplitOptions,
  sink: SplitSink,
  before = '',
): Splitter {
  const lexicon = createLexicon(tags, calls)
  /** `provisional`: text is filed as answer, after a close or a call that a later close undoes. */
  let mode: 'answer' | 'reasoning' | 'provisional' = start === 'implicit' ? 'reasoning' : 'answer'
  let undecided = start === 'auto'
  let someReasoning = start === 'implicit'
  let someBlock = false // in the content, begun or closed
  let blank = true // only whitespace since the last tag
  let opener: string | undefined // of this block; unknown where the template opened it
  let closed = '' // the tag before the mark, while it may be undone
  let marked = 0 // answer units since the mark
  let candidate: Candidate | undefined
  let code = createCodeState()
  let held = ''
  let flowing = false // in the middle of a line of reasoning: plain text changes nothing but its length

  readCode(before)
  return { push, end, reasonedElsewhere }

  function readCode(text: string) {
    for (let from = 0; from < text.length;) {
      const special = lexicon.next(text, from)
      code.plain(text, from, special)
      if (special === text.length) return
      const unit = text.charCodeAt(special)
      if (unit === 0x0a) code.newline()
      else if (unit === tick || unit === tilde) code.mark(unit)
      else code.plain(text, special, special + 1)
      from = special + 1
    }
  }

  function push(text: string) {
    if (text === '') return
    if (flowing && lexicon.next(text, 0) === text.length) sink.reasoning(text)
    else read(held === '' ? text : held + text, false)
  }

  function end() {
    if (held !== '') read(held, true)
    const inSpan = code.place() === 'span'
    if (candidate && (candidate.kind === 'line' || (inSpan && !undecided)))
      endLine(candidate, code.blankLine())
  }

  function reasonedElsewhere() {
    if (mode === 'reasoning' && !someBlock && blank) mode = 'answer'
    if (undecided) candidate = undefined
    undecided = false
    someReasoning = true
  }

  function read(text: string, complete: boolean) {
    let from = 0 // not filed yet
    let at = 0
    while (at < text.length) {
      const special = lexicon.next(text, at)
      if (special > at) plain(text, at, special)
      at = special
      if (at === text.length) break
      const token = lexicon.match(text, at, complete)
      if (token === 'partial') break
      const verdict = token ? judge(token) : 'text'
      if (token && verdict !== 'text') {
        file(text, from, at)
        act(verdict, token)
        from = verdict === 'candidate' || verdict === 'call' ? at : at + token.text.length
        if (verdict !== 'call') at += token.text.length
        continue
      }
      const unit = text.charCodeAt(at++)
      if (unit === 0x0a) {
        const blankLine = code.blankLine()
        code.newline()
        if (!candidate) continue
        file(text, from, at)
        from = at
        endLine(candidate, blankLine)
      } else if (unit === tick || unit === tilde) {
        code.mark(unit)
        blank = false
      } else {
        plain(text, at - 1, at)
      }
    }
    file(text, from, at)
    held = at < text.length ? text.slice(at) : ''
    flowing = held === '' && mode === 'reasoning' && !blank && code.inLine()
  }

  function plain(text: string, from: number, to: number) {
    code.plain(text, from, to)
    if (blank) blank = isAllBlank(text, from, to)
  }

  function file(text: string, from: number, to: number) {
    if (from >= to) return
    const piece = from === 0 && to === text.length ? text : text.slice(from, to)
    if (mode === 'reasoning') {
      sink.reasoning(piece)
    } else {
      marked += piece.length
      sink.answer(piece)
    }
  }

  function judge(token: Token): Verdict {
    const verdict = mode === 'answer' ? inAnswer(token) : inReasoning(token)
    if (verdict === 'text' && token.opens) code.noteOpen()
    return verdict
  }

  function inAnswer(token: Token): Verdict {
    if (token.opens && mayOpen()) return 'open'
    if (token.closes.length === 0) return 'text'
    if (!someBlock && blank && start !== 'explicit') return 'drop'
    if (undecided) return closeWithoutOpen()
    if (someReasoning && code.place() === 'prose') sink.late()
    return 'text'
  }

  function mayOpen(): boolean {
    if (code.place() !== 'prose') return false
    switch (blocks) {
      case 'first':
        return !someBlock && blank
      case 'line-start':
        return (!someBlock && blank) || (code.blankLine() && code.indent() <= 3)
      case 'anywhere':
        return true
      default:
        return unreachable(blocks)
    }
  }

  /** Nothing says yet whether this content began inside a thought. */
  function closeWithoutOpen(): Verdict {
    const place = code.place()
    const paired = (place === 'fence' || !code.blankLine()) && code.takeOpen()
    if (paired) return 'text'
    return place === 'prose' ? 'close' : atDoubt(place)
  }

  function inReasoning(token: Token): Verdict {
    const place = code.place()
    if (opener === undefined ? token.closes.length > 0 : token.closes.includes(opener)) {
      if (place === 'prose') return 'close'
      if (mode === 'reasoning') return 'doubtfulClose'
      return place === 'fence' && code.takeOpen() ? 'text' : atDoubt(place)
    }
    if (mode === 'provisional') return 'text'
    if (token.opens && blank && (opener ?? token.text) === token.text) return 'open'
    return token.calls && place === 'prose' ? 'call' : 'text'
  }

  /** A close in code counts after all if the span is not closed on its line, or if it is alone on its line. */
  function atDoubt(place: 'span' | 'fence'): Verdict {
    const first = !candidate || candidate.closedSpans !== code.closedSpans()
    return first && (place === 'span' || code.blankLine()) ? 'candidate' : 'text'
  }

  function act(verdict: Exclude<Verdict, 'text'>, { text }: Token) {
    switch (verdict) {
      case 'open':
        sink.tag(text)
        mode = 'reasoning'
        opener = text
        someBlock = true
        someReasoning = true
        restart()
        return code.interrupt()
      case 'drop':
        drop(text)
        return restart()
      case 'close':
        if (mode !== 'reasoning') sink.refile({ before: closed, to: marked, tag: 0 })
        sink.tag(text)
        beginAnswer()
        return code.interrupt()
      case 'doubtfulClose': {
        const place = code.place()
        const paired = code.takeOpen()
        sink.tag(text)
        provisionally(text)
        if (!paired && (place === 'span' || code.blankLine())) candidate = candidateAt(-1, 0)
        return
      }
      case 'call':
        return provisionally('')
      case 'candidate':
        candidate = candidateAt(marked, text.length)
        return
      default:
        return unreachable(verdict)
    }
  }

  /** The blanks before it go with it, but those of a text that goes on stay. */
  function drop(tag: string) {
    if (before !== '') return sink.tag(tag)
    if (marked > 0) sink.refile({ before: '', to: 0, tag: marked })
    sink.tag(tag)
    sink.mark()
    marked = 0
  }

  function candidateAt(at: number, length: number): Candidate {
    return { kind: code.place() === 'span' ? 'span' : 'line', at, length, closedSpans: code.closedSpans() }
  }

  function endLine(doubted: Candidate, blankLine: boolean) {
    const counts = doubted.kind === 'line' ? blankLine : doubted.closedSpans === code.closedSpans()
    candidate = undefined
    if (counts) confirm(doubted)
  }

  function confirm({ at, length }: Candidate) {
    if (at >= 0) sink.refile({ before: closed, to: at, tag: length })
    beginAnswer()
  }

  function provisionally(tag: string) {
    sink.mark()
    marked = 0
    closed = tag
    mode = 'provisional'
  }

  function beginAnswer() {
    mode = 'answer'
    opener = undefined
    someBlock = true
    someReasoning = true
    restart()
  }

  function restart() {
    undecided = false
    blank = true
    candidate = undefined
    code = createCodeState()
  }
}

type Verdict = 'text' | 'open' | 'drop' | 'close' | 'doubtfulClose' | 'call' | 'candidate'

/** A close in code that may count after all: at `at` of the answer since the mark, or (-1) the one at the mark. */
interface Candidate {
  readonly kind: 'line' | 'span'
  readonly at: number
  readonly length: number
  readonly closedSpans: number
}
