import { isWide, mayBe, opening, unitsOf } from './characters.ts'
import { announces, type Statement } from './statement.ts'
import type { Kind } from './step.ts'

/** What a phase is for. */
export type Aim = 'understand' | 'work' | 'check' | 'another' | 'close'

export interface Phase {
  readonly aim: Aim
  readonly why: string
}

/** The open phase, as far as it bears on whether another opens. */
export interface PhaseSoFar {
  readonly aim: Aim | undefined
  /** A mistake was found since it opened. */
  readonly doubted: boolean
  /** Units since the last paragraph break. */
  readonly sinceParagraph: number
  /** Units since it opened. */
  readonly sincePhase: number
}

/** A phase opens where a paragraph turns to checking, to another way, or to the answer. */
export function phaseOf(statement: Statement, kind: Kind, around: PhaseSoFar): Phase | undefined {
  if (around.aim === undefined) return { aim: 'understand', why: 'the beginning' }
  if (statement.form === 'heading') return { aim: aimOfHeading(statement.text), why: 'a heading' }
  const breaks =
    statement.gap === 'paragraph' ||
    (statement.gap === 'line' && around.sinceParagraph > 1500) ||
    around.sinceParagraph > 4000
  if (
    !breaks ||
    statement.form === 'item' ||
    statement.form === 'code' ||
    statement.form === 'table' ||
    statement.form === 'formula'
  )
    return undefined
  const text = statement.text.slice(0, 240)
  const aim = around.aim
  const checked = aim === 'check'
  const pace = isWide(text.trimStart().charCodeAt(0)) ? widePace : 1
  const since = around.sincePhase * pace
  // Where answers come again and again, only what was long thought over leads to another
  const share = around.sincePhase / statement.from
  if (isFinal(text) && share > 1 / 80 && !(aim === 'close' && since < 130))
    return { aim: 'close', why: 'gives the answer' }
  if (
    (!checked || since > 700) &&
    (kind === 'check' ||
      kind === 'plan' ||
      startsBack.test(text) ||
      looksBack.test(text) ||
      opensCheck.test(text)) &&
    rechecks.test(text) &&
    !understands.test(text)
  ) {
    return { aim: 'check', why: 'turns to checking' }
  }
  if (!checked && looksBack.test(text) && answers.test(text))
    return { aim: 'check', why: 'looks back at what was asked' }
  const boxed = text.includes('\\boxed')
  if (kind === 'conclude' && share > 1 / 40 && (checked || (aim !== 'close' && (boxed || since > 300))))
    return { aim: 'close', why: 'turns to the answer' }
  const concludes = checked ? answers : aim === 'another' ? results : undefined
  if (share > 1 / 40 && concludes?.test(text) && follows.test(text)) {
    return { aim: 'close', why: 'turns to the answer' }
  }
  if (aim === 'close' && waits.test(text)) return { aim: 'check', why: 'thinks again after the answer' }
  if (checked && since > 350 && looksAside.test(text) && !stillChecks.test(text))
    return { aim: 'another', why: 'looks at another way while checking' }
  if (kind === 'branch' && since > 160 && (around.doubted || (!checked && restarts.test(text)))) {
    return { aim: 'another', why: 'tries another way' }
  }
  if (since > 800 && startsBack.test(text) && looksAside.test(text))
    return { aim: 'another', why: 'stops to try another way' }
  const enough = Math.max(kind === 'derive' ? 2000 : checked ? 800 : 300, (statement.from * pace) / 12)
  if (since > enough && startsBack.test(text)) return { aim: 'work', why: 'stops to think again' }
  if (checked && kind === 'plan' && since > 400 && !announces(text) && !rechecks.test(text))
    return { aim: 'work', why: 'goes back to work' }
  return undefined
}

export function isFinal(text: string): boolean {
  return mayBe(finalOpenings, opening(text)) && final.test(text)
}

const finalOpenings = unitsOf('fa\\')
const final = /^[\s#*_]*(?:final answer|最终答案|answer\s*[:*]|\\\[\s*\\boxed)/i

/** Whether a text says that another way is tried. */
export function startsAnew(text: string): boolean {
  return restarts.test(text)
}

function aimOfHeading(text: string): Aim {
  if (rechecks.test(text)) return 'check'
  if (answers.test(text)) return 'close'
  return 'work'
}

const answers =
  /\b(?:answer|option|choice|boxed|conclusion|summary|confident|conclude)\b|答案|综上|总之|结论/i
/** "Option" and "choice" speak of the answer only where it is checked. */
const results = /\b(?:answer|boxed|conclusion|summary|confident|conclude)\b|答案|综上|总之|结论/i
const follows = /^\W*(?:so|therefore|thus|hence)\b|^(?:所以|因此)/i
const rechecks =
  /\b(?:double[- ]?check|re-?check|verif|check (?:again|the|if|my|whether|this|that|with)|make sure|be sure|be thorough|confirm|sanity|re-?read|look again|missed|miss anything|mistake|looking back|test)|验证|检查|确认|验算/i

/** A Chinese character says about as much as so many letters. */
const widePace = 3

const startsBack =
  /^[\s*_>]*(?:(?:but|oh|hmm|hm),? (?:wait|hold on)|wait|but|hold on|just to|let me (?:double|re)|等等|等一下|但是|不过)/i
const waits = /^[\s*_>]*(?:(?:but|oh|hmm|hm|no),? )?(?:wait|hold on)\b|^(?:但|不过)?(?:等等|等一下)/i
const looksBack =
  /^[\s*_>]*(?:(?:so|now|okay),? )?(?:looking|checking|comparing|analyzing|going) (?:back )?(?:at|to|with|through)?/i
const opensCheck =
  /^[\s*_>]*(?:(?:we|i|you|one) can (?:also )?|to )?(?:verif|(?:double[- ]?)?check|confirm|sanity|验证|验算|检查)/i
const understands = /\bunderstand/i
/** Within a check, to see whether another way or another reading gives the same. */
const looksAside =
  /^[\s*_>]*alternatively\b|\b(?:an)?other (?:ways?|approach|method|angle|options?|interpretations?|possibilit|meaning)|^[\s*_>]*(?:或者|另外)|另一种/i
const stillChecks = /\b(?:(?:double-?|re-?)?check|verif|confirm|validat|mistake)|检查|验证|验算|确认/i
const restarts =
  /\b(?:another|different|new|alternative) (?:approach|way|method|strategy|angle)|start over|from scratch|换个|换一种|重新/i
