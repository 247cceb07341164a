import { mayBe, opening, unitsOf } from './characters.ts'
import type { Aim, Phase } from './phase.ts'
import { announces } from './statement.ts'
import type { Kind } from './step.ts'

/** What may open a phase. */
export interface Turn {
  readonly text: string
  readonly kind: Kind
  /** Of the open phase. */
  readonly aim: Aim
  readonly checking: boolean
  /** A mistake was found since it opened. */
  readonly doubted: boolean
  /** Letters since it opened, and before this. */
  readonly since: number
  readonly before: number
  /** The part of all before that lies in it: where answers come again and again, only what was long thought over counts. */
  readonly share: number
}

export interface Rule extends Phase {
  readonly opens: (turn: Turn) => boolean
}

export const givesAnswer: Rule = {
  why: 'gives the answer',
  aim: 'close',
  opens: ({ text, aim, since, share }) =>
    isFinal(text) && share > 1 / 80 && !(aim === 'close' && since < 130),
}

/** The first that holds says what opens. */
export const rules: readonly Rule[] = [
  givesAnswer,
  {
    why: 'turns to checking',
    aim: 'check',
    opens: ({ text, kind, checking, since }) =>
      (!checking || since > 700) &&
      (kind === 'check' ||
        kind === 'plan' ||
        startsBack.test(text) ||
        looksBack.test(text) ||
        opensCheck.test(text)) &&
      rechecks.test(text) &&
      !understands.test(text),
  },
  {
    why: 'looks back at what was asked',
    aim: 'check',
    opens: ({ text, checking }) => !checking && looksBack.test(text) && answers.test(text),
  },
  {
    why: 'turns to the answer',
    aim: 'close',
    opens: ({ text, kind, aim, checking, since, share }) =>
      kind === 'conclude' &&
      share > 1 / 40 &&
      (checking || (aim !== 'close' && (text.includes('\\boxed') || since > 300))),
  },
  {
    why: 'turns to the answer',
    aim: 'close',
    opens: ({ text, aim, checking, share }) =>
      (checking || aim === 'another') &&
      share > 1 / 40 &&
      (checking ? answers : results).test(text) &&
      follows.test(text),
  },
  {
    why: 'thinks again after the answer',
    aim: 'check',
    opens: ({ text, aim }) => aim === 'close' && waits.test(text),
  },
  {
    why: 'looks at another way while checking',
    aim: 'another',
    opens: ({ text, checking, since }) =>
      checking && since > 350 && looksAside.test(text) && !stillChecks.test(text),
  },
  {
    why: 'tries another way',
    aim: 'another',
    opens: ({ text, kind, checking, doubted, since }) =>
      kind === 'branch' && since > 160 && (doubted || (!checking && restarts.test(text))),
  },
  {
    why: 'stops to try another way',
    aim: 'another',
    opens: ({ text, since }) => since > 800 && startsBack.test(text) && looksAside.test(text),
  },
  {
    why: 'stops to think again',
    aim: 'work',
    opens: ({ text, kind, checking, since, before }) =>
      since > Math.max(kind === 'derive' ? 2000 : checking ? 800 : 300, before / 12) && startsBack.test(text),
  },
  {
    why: 'goes back to work',
    aim: 'work',
    opens: ({ text, kind, aim, checking, since }) =>
      (checking || aim === 'close') &&
      kind === 'plan' &&
      since > 400 &&
      !announces(text) &&
      !rechecks.test(text),
  },
]

export function isFinal(text: string): boolean {
  return mayBe(finalOpenings, opening(text)) && final.test(text)
}

const finalOpenings = unitsOf('fa\\')
const final = /^[\s#*_]*(?:final answer|最终答案|answer\s*[:*]|\\\[\s*\\boxed)/i

/** Whether a text says that another way is tried. */
export function startsAnew(text: string): boolean {
  return restarts.test(text)
}

const answers =
  /\b(?:answer|option|choice|boxed|conclusion|summary|confident|conclude)\b|答案|综上|总之|结论/i
/** "Option" and "choice" speak of the answer only where it is checked. */
export const results = /\b(?:answer|boxed|conclusion|summary|confident|conclude)\b|答案|综上|总之|结论/i
const follows = /^\W*(?:so|therefore|thus|hence)\b|^(?:所以|因此)/i
export const rechecks =
  /\b(?:double[- ]?check|re-?check|verif|check (?:again|the|if|my|whether|this|that|with)|make sure|be sure|be thorough|confirm|sanity|re-?read|look again|missed|miss anything|mistake|looking back)|(?<=^\W*|\b(?:to|and|now|can|could|should|will|by|me|us|i'll|we'll|let's) )test(?:ing)?\b|验证|检查|确认|验算/i

const startsBack =
  /^[\s*_>]*(?:(?:but|oh|hmm|hm),? (?:wait|hold on)|wait|but|hold on|just to|let me (?:double|re)|等等|等一下|但是|不过)/i
const waits = /^[\s*_>]*(?:(?:but|oh|hmm|hm|no),? )?(?:wait|hold on)\b|^(?:但|不过)?(?:等等|等一下)/i
const looksBack =
  /^[\s*_>]*(?:(?:so|now|okay),? )?(?:looking|checking|comparing|analyzing|going) (?:back )?(?:at|to|with|through)?/i
const opensCheck =
  /^[\s*_>]*(?:(?:we|i|you|one) can (?:also )?|to )?(?:verif|(?:double[- ]?)?check|confirm|sanity|验证|验算|检查)/i
export const understands = /\bunderstand/i
/** Within a check, to see whether another way or another reading gives the same. */
const looksAside =
  /^[\s*_>]*alternatively\b|\b(?:an)?other (?:ways?|approach|method|angle|options?|interpretations?|possibilit|meaning)|^[\s*_>]*(?:或者|另外)|另一种/i
const stillChecks = /\b(?:(?:double-?|re-?)?check|verif|confirm|validat|mistake)|检查|验证|验算|确认/i
const restarts =
  /\b(?:another|different|new|alternative) (?:approach|way|method|strategy|angle)|start over|from scratch|换个|换一种|重新/i
