import { longCheck, longFor, never, shortWay, shortWork, thoughtOver, type Rule } from './phaseRule.ts'
import { givesAnswer, startsAnew, understands } from './phaseRules.ts'
import type { Kind } from './step.ts'

/**
 * What opens a phase in a thought about code: the first that holds. Much of it is said of what the code must do, as in
 * "I need to make sure that the list is sorted", so only who goes to check something himself turns to checking.
 */
export const rulesInCode: readonly Rule[] = [
  givesAnswer,
  {
    why: 'a title',
    aim: 'work',
    after: 700,
    opens: ({ text }) => title.test(text),
  },
  {
    why: 'puts it together',
    aim: 'close',
    after: 20,
    again: 1500,
    opens: ({ text }) => gathers.test(text),
  },
  {
    why: 'sets about writing it',
    section: 0, // its headings are part of what is written
    aim: 'work',
    after: 200,
    opens: ({ text }) => writes.test(text),
  },
  {
    why: 'turns to checking',
    aim: 'check',
    again: longCheck,
    opens: ({ text }) => checks.test(text),
  },
  {
    why: 'turns to the answer',
    aim: 'close',
    after: ({ checking }) => (checking ? 0 : shortWork),
    again: never,
    share: thoughtOver,
    opens: ({ text, kind }) => (kind === 'conclude' ? sums : concludes).test(text),
  },
  {
    why: 'tries another way',
    aim: 'another',
    after: shortWay,
    opens: ({ text, kind }) => kind === 'branch' && startsAnew(text),
  },
  {
    why: 'goes to work',
    aim: 'work',
    after: ({ text }) => (begins.test(text) ? 100 : 2000),
    opens: ({ text, kind, aim }) => aim === 'understand' && !frames.has(kind) && !understands.test(text),
  },
  {
    why: 'stops to think again',
    aim: 'work',
    after: ({ before }) => longFor(2500, before),
    opens: ({ text }) => goesBack.test(text),
  },
]

/** What still goes on with the question, and what is known of it. */
const frames: ReadonlySet<Kind> = new Set<Kind>(['frame', 'recall', 'doubt'])

/** A line in bold by itself. */
const title = /^\*\*[^*\n]{3,80}[^*\n:：]\*\*\s*$/

const gathers = pattern(
  String.raw`.{0,80}\bput(?:ting)? (?:it|this|that|these|them|everything|all)\b.{0,30}\btogether\b`,
  String.raw`(?:(?:so|now|okay|overall|thus|therefore),? )+(?:i think )?the (?:\w+ ){0,2}(?:fix|solution|code|steps|plan|points|implementation|query|function|changes|key)\b`,
  String.raw`to (?:fix|solve|resolve|address|reproduce) (?:this|that|the|it)\b`,
  String.raw`i think (?:that's|that is|that covers|i have enough)`,
  '(?:所以|因此)?，?(?:综合|综上|总结|总之|通过以上|把这些)',
)
const sums = pattern(
  'so|therefore|thus|hence|overall|finally|in (?:summary|short|conclusion)|to (?:sum|answer)',
  '所以|因此|综上|总之|结论',
)
const concludes = pattern(
  String.raw`(?:so|therefore|thus|hence),? (?:the|my) (?:\w+ )?(?:answer|conclusion)\b`,
  String.raw`(?:so|okay|ok)?,? ?(?:to (?:sum|answer)|in (?:summary|short|conclusion)|i'm (?:now )?(?:sure|confident|convinced))\b`,
)
const writes = pattern(
  String.raw`${lead()}(?:start |begin )?(?:draft|writ|rewrit|produc|cod|implement|apply)\w* (?:it|this|that|(?:\w+ ){0,3}(?:content|code|solution|snippet|tests?|implementation|function|class|program|script|query|changes|fix))\b`,
  String.raw`${lead()}(?:structur|outlin|design|sketch)\w* (?:\w+ ){0,3}(?:code|solution|steps|implementation)\b`,
  String.raw`(?:now )?final (?:code|solution|version)`,
  '(?:(?:现在|接下来|那么)，?)+(?:我们?)?(?:需要|要|来|开始|可以)?(?:写|编写|构建|实现|设计|生成|把)',
)
const checks = pattern(
  String.raw`${lead()}(?:also |just |quickly )?(?:(?:double-?|re-?)?check|verify|test|confirm|validate|make sure|walk through|trace|look back)\b`,
  String.raw`(?:(?:re-?|double-?)?checking|verifying|looking back|going back|testing (?:if|whether|this|it|the (?:code|changes|solution|function))|test cases|sanity)\b`,
  '(?:现在|接下来|让我|然后|再|最后|，)*(?:我)?(?:来|再|需要)?(?:检查|验证|测试|确认|验算)(?:一下|一遍|这)',
)
const goesBack = pattern('(?:oh|hmm|hm),? (?:wait|hold on)', 'wait|but|hold on', '等等|等一下|但是?|不过')
const begins = pattern(
  String.raw`(?:i'll|i should|i will|let me|let's|we|first).{0,12}\bstart(?:ing)? (?:by|with|coding|writing)\b`,
  String.raw`(?:now|starting (?:from|with|by))\b`,
  String.raw`(?:so|next|then|first)?,? ?i(?:'ll| will| need to| should| have to) (?:outline|draft|write|generate|create|implement|build)\b`,
  String.raw`(?:\w+,? ){0,3}let(?:'s| me) (?:think about|outline|design|plan|consider|break|go through|walk through|read|analyze|look at|trace|see|try|follow)\b`,
  '现在|接下来|那么?我|首先，我',
)

/** What somebody says who sets about something: "Now, let me also …". */
function lead() {
  return String.raw`(?:(?:wait|so|now|okay|overall|alright|finally|next|but|then|first|also)\b,? )*(?:let me|let's|i'll|i will|we'll)?,? ?`
}

/** One of several beginnings. */
function pattern(...beginnings: readonly string[]) {
  return new RegExp(String.raw`^[\s*_>]*(?:${beginnings.join('|')})`, 'i')
}
