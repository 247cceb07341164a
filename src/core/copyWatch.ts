import { isAllBlank } from './blank.ts'
import { createGrowingText } from './growingText.ts'

/** Hears what comes by the field and what stands inline, and passes on inline reasoning that is no copy of the field. */
export interface CopyWatch {
  readonly field: (text: string) => void
  readonly inline: (text: string) => void
  readonly tag: () => void
  readonly answer: (text: string) => void
  /** The tag just heard may be undone. */
  readonly mark: () => void
  readonly end: () => void
}

/** Only the first inline block, before any answer, can be a copy: it is held back while it may be one. */
export function createCopyWatch(release: (text: string) => void): CopyWatch {
  let phase: 'waiting' | 'matching' | 'closed' | 'suspended' | 'over' = 'waiting'
  let fieldText = createGrowingText()
  let held = createGrowingText()
  let match = createMatch()
  let same = true

  return {
    field(text) {
      if (phase === 'waiting') fieldText.append(text)
      else if (phase !== 'over') compare('field', text)
    },
    inline(text) {
      if (phase === 'closed') decide()
      if (phase === 'waiting' && !isAllBlank(fieldText.value())) {
        phase = 'matching'
        compare('field', fieldText.value())
        fieldText.clear()
      }
      if (phase === 'waiting' && !isAllBlank(text)) settle()
      if (phase === 'waiting' || phase === 'over') {
        release(text)
        return
      }
      phase = 'matching'
      held.append(text)
      compare('inline', text)
    },
    tag() {
      if (phase === 'matching' && !isAllBlank(held.value())) phase = 'closed'
      else if (phase !== 'matching' && phase !== 'waiting') decide()
    },
    answer(text) {
      if (phase === 'closed') decide()
      else if (phase === 'waiting' && !isAllBlank(text)) settle()
    },
    mark() {
      if (phase === 'closed') phase = 'suspended'
    },
    end() {
      if (phase !== 'waiting') decide()
    },
  }

  function compare(side: Side, text: string) {
    same &&= match(side, text)
    if (!same) decide()
  }

  function decide() {
    if (phase === 'over') return
    const released = same && match.bothRead() ? '' : held.value()
    settle()
    if (released !== '') release(released)
  }

  function settle() {
    phase = 'over'
    fieldText = createGrowingText()
    held = createGrowingText()
    match = createMatch()
  }
}

type Side = 'field' | 'inline'

/** Compares two texts that come in pieces, blanks at their ends aside. */
function createMatch() {
  const begun = { field: false, inline: false }
  let ahead: Side = 'field'
  let pieces: string[] = [] // what one side has and the other has not yet
  let piece = 0
  let at = 0

  return Object.assign(read, { bothRead })

  /** False once they differ. */
  function read(side: Side, text: string): boolean {
    let from = 0
    if (!begun[side]) {
      from = text.length - text.trimStart().length
      if (from === text.length) return true
      begun[side] = true
    }
    if (piece === pieces.length) {
      pieces = []
      piece = 0
      at = 0
      ahead = side
    }
    if (ahead === side) {
      pieces.push(text.slice(from))
      return true
    }
    return compare(text, from, side)
  }

  function compare(text: string, from: number, side: Side): boolean {
    let done = from
    while (done < text.length) {
      const other = pieces[piece]
      if (other === undefined) return read(side, text.slice(done))
      const length = Math.min(other.length - at, text.length - done)
      if (!other.startsWith(text.slice(done, done + length), at)) return false
      done += length
      at += length
      if (at === other.length) {
        piece++
        at = 0
      }
    }
    return true
  }

  function bothRead(): boolean {
    return begun.field === begun.inline && pieces.slice(piece).join('').slice(at).trim() === ''
  }
}
