import { isBlank } from './blank.ts'

/** What a position in Markdown is inside of, as far as think tags are concerned. Fed in order, cut anywhere. */
export interface CodeState {
  /** Reads `text[from, to)`, which holds no newline and no fence mark. */
  plain(text: string, from: number, to: number): void
  /** Reads one `` ` `` or `~`. */
  mark(unit: number): void
  newline(): void
  /** Something that is not part of the text stands on this line. */
  interrupt(): void
  /** Where a tag stands: a row of marks before it is complete. */
  place(): 'prose' | 'span' | 'fence'
  /** Only blanks so far on this line. */
  blankLine(): boolean
  /** In the middle of a line: plain text changes nothing. */
  inLine(): boolean
  /** Columns of blanks at the start of this line; meaningful while it is blank. */
  indent(): number
  /** How many inline spans were closed; tells whether the one a tag stood in still is open. */
  closedSpans(): number
  /** An opening tag that is only text stands here. */
  noteOpen(): void
  /** Whether a literal opening tag in the same fence (in prose: any before) still waits for its closing one. */
  takeOpen(): boolean
}

export const tick = 0x60
export const tilde = 0x7e

/**
 * A small part of CommonMark: fences (also in a list or a quote) and inline code. An inline span does not go over the
 * end of its line: a stray backtick must not hide the rest of a thought.
 */
export function createCodeState(): CodeState {
  let blank = true // only blanks so far on this line
  let lead = true // only what may stand before a fence so far on this line
  let columns = 0
  let run = 0 // length of the row of marks being read
  let runUnit = 0
  let runLeads = false
  let span = 0 // the row that opened the inline span, or what will be a fence at the end of the line
  let spanLeads = false
  let fenceUnit = 0
  let fence = 0
  let closing = false // this line closes the fence, if only blanks follow
  let closed = 0
  let opensInProse = 0
  let opensInFence = 0

  return {
    plain,
    mark,
    newline,
    interrupt: () => {
      blank = false
    },
    place,
    blankLine: () => blank,
    inLine: () => run === 0 && !lead && !closing,
    indent: () => columns,
    closedSpans: () => closed,
    noteOpen,
    takeOpen,
  }

  function plain(text: string, from: number, to: number) {
    if (run > 0) endRun()
    if (!lead && !closing) return
    for (let at = from; at < to; at++) {
      const unit = text.charCodeAt(at)
      if (isBlank(unit)) {
        if (blank) columns += unit === 9 ? 4 : 1
        continue
      }
      blank = false
      closing = false
      if (!isLead(unit)) {
        lead = false
        return
      }
    }
  }

  function mark(unit: number) {
    if (run > 0 && unit !== runUnit) endRun()
    if (run === 0) {
      runUnit = unit
      runLeads = lead
    }
    run++
    blank = false
    lead = false
    closing = false
  }

  function newline() {
    if (run > 0) endRun()
    if (closing) fence = 0
    else if (fence === 0 && span >= 3 && spanLeads) {
      fence = span
      fenceUnit = runUnit
      opensInFence = 0
    }
    span = 0
    blank = true
    lead = true
    closing = false
    columns = 0
  }

  function endRun() {
    const length = run
    run = 0
    if (fence > 0) {
      closing = runLeads && runUnit === fenceUnit && length >= fence
    } else if (span === 0) {
      if (runUnit === tilde && !(runLeads && length >= 3)) return
      span = length
      spanLeads = runLeads
    } else if (length === span && runUnit === tick) {
      span = 0
      closed++
    }
  }

  function place() {
    if (run > 0) endRun()
    if (fence > 0 && !closing) return 'fence'
    return span > 0 ? 'span' : 'prose'
  }

  function noteOpen() {
    const where = place()
    if (where === 'fence') opensInFence++
    else if (where === 'prose') opensInProse++
  }

  function takeOpen() {
    const where = place()
    if (where === 'fence') return opensInFence > 0 && opensInFence-- > 0
    return where === 'prose' && opensInProse > 0 && opensInProse-- > 0
  }
}

/** What may stand before a fence: marks of lists and quotes, numbers of items. */
function isLead(unit: number): boolean {
  return (
    unit === 0x3e || // >
    (unit >= 0x29 && unit <= 0x2b) || // ) * +
    unit === 0x2d || // -
    unit === 0x2e || // .
    (unit >= 0x30 && unit <= 0x39) // digits
  )
}
