import { mayBe, opening, unitsOf } from './characters.ts'
import { longCheck, longFor, never, shortWay, shortWork, thoughtOver, type Rule } from './phaseRule.ts'
import { announces } from './statement.ts'

/** Said of all thoughts, before all else. */
export const givesAnswer: Rule = {
  why: 'gives the answer',
  aim: 'close',
  again: 130,
  share: 1 / 80,
  opens: ({ text }) => isFinal(text),
}

/** What opens a phase: the first that holds. */
export const rules: readonly Rule[] = [
  givesAnswer,
  {
    why: 'turns to checking',
    aim: 'check',
    again: longCheck,
    opens: ({ text, kind }) =>
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
    again: never,
    opens: ({ text }) => looksBack.test(text) && answers.test(text),
  },
  {
    why: 'turns to the answer',
    aim: 'close',
    after: ({ text, checking }) => (checking || text.includes('\\boxed') ? 0 : shortWork),
    again: never,
    share: thoughtOver,
    opens: ({ kind }) => kind === 'conclude',
  },
  {
    why: 'turns to the answer',
    aim: 'close',
    share: thoughtOver,
    opens: ({ text, aim, checking }) =>
      (checking || aim === 'another') && (checking ? answers : results).test(text) && follows.test(text),
  },
  {
    why: 'thinks again after the answer',
    aim: 'check',
    opens: ({ text, aim }) => aim === 'close' && waits.test(text),
  },
  {
    why: 'looks at another way while checking',
    aim: 'another',
    after: 350,
    opens: ({ text, checking }) => checking && looksAside.test(text) && !stillChecks.test(text),
  },
  {
    why: 'tries another way',
    aim: 'another',
    after: shortWay,
    opens: ({ text, kind, checking, doubted }) =>
      kind === 'branch' && (doubted || (!checking && restarts.test(text))),
  },
  {
    why: 'stops to try another way',
    aim: 'another',
    after: 800,
    opens: ({ text }) => startsBack.test(text) && looksAside.test(text),
  },
  {
    why: 'stops to think again',
    aim: 'work',
    after: ({ kind, checking, before }) => longFor(kind === 'derive' ? 2000 : checking ? 800 : 300, before),
    opens: ({ text }) => startsBack.test(text),
  },
  {
    why: 'goes back to work',
    aim: 'work',
    after: 400,
    opens: ({ text, kind, aim, checking }) =>
      (checking || aim === 'close') && kind === 'plan' && !announces(text) && !rechecks.test(text),
  },
]

/** Whether a text begins as a last answer does. */
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
/** Words of one who checks. */
export const rechecks =
  /\b(?:double[- ]?check|re-?check|verif|check (?:again|the|if|my|whether|this|that|with)|make sure|be sure|be thorough|confirm|sanity|re-?read|look again|missed|miss anything|mistake|looking back)|(?<=^\W*|\b(?:to|and|now|can|could|should|will|by|me|us|i'll|we'll|let's) )test(?:ing)?\b|验证|检查|确认|验算/i

const startsBack =
  /^[\s*_>]*(?:(?:but|oh|hmm|hm),? (?:wait|hold on)|wait|but|hold on|just to|let me (?:double|re)|等等|等一下|但是|不过)/i
const waits = /^[\s*_>]*(?:(?:but|oh|hmm|hm|no),? )?(?:wait|hold on)\b|^(?:但|不过)?(?:等等|等一下)/i
const looksBack =
  /^[\s*_>]*(?:(?:so|now|okay),? )?(?:looking|checking|comparing|analyzing|going) (?:back )?(?:at|to|with|through)?/i
const opensCheck =
  /^[\s*_>]*(?:(?:we|i|you|one) can (?:also )?|to )?(?:verif|(?:double[- ]?)?check|confirm|sanity|验证|验算|检查)/i
/** And of one who wants to understand, which is no check. */
export const understands = /\bunderstand/i
/** Within a check, to see whether another way or another reading gives the same. */
const looksAside =
  /^[\s*_>]*alternatively\b|\b(?:an)?other (?:ways?|approach|method|angle|options?|interpretations?|possibilit|meaning)|^[\s*_>]*(?:或者|另外)|另一种/i
const stillChecks = /\b(?:(?:double-?|re-?)?check|verif|confirm|validat|mistake)|检查|验证|验算|确认/i
const restarts =
  /\b(?:another|different|new|alternative) (?:approach|way|method|strategy|angle)|start over|from scratch|换个|换一种|重新/i
