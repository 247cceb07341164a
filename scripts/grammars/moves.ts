import type { Kind } from '../../src/core/step.ts'
import { choice, notInWord, type Rule } from './rule.ts'

interface Move {
  readonly kind: Kind
  /** The scope that themes know; the kind and `think` are put behind it. */
  readonly scope: string
  readonly english: readonly string[]
  readonly chinese: readonly string[]
}

/**
 * What a statement does, by the words it begins with: the plain ones of `src/core/cues.ts`, which knows more and weighs
 * them. Phrases are patterns. Of two that fit, the earlier move counts.
 */
const moves: readonly Move[] = [
  {
    kind: 'check',
    scope: 'support.function',
    english: [
      "(?:[Ll]et me|[Ll]et's|[Ll]et us|I should|I'll|I need to|We should) (?:just |quickly |also |now )?(?:double[- ]?check|re-?check|check|re-?verify|verify|confirm|test|validate|make sure|sanity[- ]check)",
      '[Dd]ouble[- ]?check(?:ing)?',
      '[Tt]o (?:verify|check|confirm|be sure|double[- ]?check|make sure)',
      'Check(?:ing)?',
      'Verify(?:ing)?',
      'Testing',
      'Sanity check',
      'For example',
      'For instance',
      'Suppose',
    ],
    chinese: [
      '(?:让我|我)(?:再|来|先)?(?:检查|验证|确认|核对|验算)',
      '再?(?:检查|验证|确认|验算)一下',
      '检查',
      '验证',
      '验算',
      '例如',
      '比如',
      '举个例子',
    ],
  },
  {
    kind: 'revise',
    scope: 'keyword.control',
    english: [
      '[Aa]ctually',
      'Wait, no',
      '[Ss]cratch that',
      "(?:That|This|It)(?:'s| is| was) (?:not (?:right|correct)|wrong|incorrect)",
      "(?:That|This) (?:can't be|doesn't work|can't work)",
      'I (?:made (?:a mistake|an error)|was wrong|misread|misunderstood)',
      'My mistake',
      'Correction',
      'No(?!\\.? ?\\d)',
    ],
    chinese: ['不对', '不是这样', '其实', '实际上', '我?(?:搞错|弄错|看错|错)了', '这(?:不对|是错的)'],
  },
  {
    kind: 'branch',
    scope: 'keyword.control',
    english: [
      '(?:Or )?[Aa]lternatively',
      '(?:Another|A different|One more) (?:way|approach|method|idea|option|possibility|angle|thought)',
      'What if',
      'On the other hand',
      'Instead',
    ],
    chinese: ['或者', '另外', '另一(?:种|个)(?:方法|方式|思路|办法|可能)', '换(?:个|一种|句话)', '要不'],
  },
  {
    kind: 'doubt',
    scope: 'keyword.control',
    english: [
      '[Ww]ait(?: a (?:minute|second))?',
      '[Hh]old on',
      '[Hh]mm+',
      'Hm',
      'Um',
      'But(?: wait)?',
      'However',
      '(?:Or )?[Mm]aybe',
      'Perhaps',
      "I(?:'m| am) (?:not sure|unsure|confused|stuck)",
      "I (?:don't know|wonder)",
      'Not sure',
    ],
    chinese: [
      '等等',
      '等一下',
      '等下',
      '且慢',
      '但是?',
      '不过',
      '然而',
      '可是',
      '嗯',
      '呃',
      '也许',
      '或许',
      '可能',
      '我?不(?:太)?确定',
      '奇怪',
      '难道',
    ],
  },
  {
    kind: 'conclude',
    scope: 'support.type',
    english: [
      'So',
      'Therefore',
      'Thus',
      'Hence',
      'Consequently',
      'In (?:conclusion|summary|short)',
      'To (?:summari[sz]e|sum up)',
      'Overall',
      'Putting (?:it|this) (?:all )?together',
      '(?:The )?(?:[Ff]inal )?[Aa]nswer(?: is)?',
      '(?:That|This) means',
    ],
    chinese: [
      '所以',
      '因此',
      '因而',
      '于是',
      '故',
      '综上(?:所述)?',
      '总之',
      '总的来说',
      '由此(?:可见|可知)?',
      '(?:最终)?答案(?:是|为)',
      '也就是说',
      '这说明',
      '这意味着',
    ],
  },
  {
    kind: 'recall',
    scope: 'storage.modifier',
    english: [
      'I (?:remember|recall|know)(?: that)?',
      'Re(?:call|member)(?: that)?',
      'As we know',
      'By definition',
      'In general',
      'Typically',
      'Usually',
    ],
    chinese: ['我(?:记得|知道|们知道)', '回忆', '众所周知', '根据定义', '一般来说', '通常'],
  },
  {
    kind: 'plan',
    scope: 'storage.type',
    english: [
      'First(?:ly| of all)?',
      'Second(?:ly)?',
      'Third(?:ly)?',
      'Fourth',
      'Next',
      'Then',
      'Finally',
      'Lastly',
      'Now',
      "[Ll]et(?: me|'s| us)",
      "I(?:'ll| will| need to| should| have to| must| want to|'d like to| can)",
      "We(?:'ll| need to| should| have to| must| can)",
      'To (?:find|solve|compute|determine|figure out|answer|do (?:this|that|so))',
      'Step \\d{1,3}',
      'Looking at',
      'Start(?:ing)? (?:with|by|from)',
    ],
    chinese: [
      '首先',
      '其次',
      '再次',
      '第[一二三四五六七八九十](?:步|点)?',
      '然后',
      '接着',
      '接下来',
      '下一步',
      '最后',
      '现在',
      '让我们?',
      '我(?:来|要|需要|应该|们(?:来|需要|应该|可以))',
      '需要',
      '先',
    ],
  },
  {
    kind: 'frame',
    scope: 'storage.modifier',
    english: [
      'Okay',
      'O[Kk]',
      'Alright',
      'All right',
      'Well',
      'The (?:user|question|problem|task)(?: (?:wants|asks|is asking|says|is))?',
      'Given(?: that)?',
    ],
    chinese: ['好的?', '用户', '题目', '问题(?:是|问)', '已知', '给定'],
  },
]

/** At the start of a line, or behind the end of a sentence, a list's marker, or what opens bold text. */
const statementStart = choice(
  '^[ \\t\u3000]{0,16}',
  `(?<=${['[.!?…)] ', '[-*+>] ', '[.!?]["\')*`”] ', '\\*\\*', '[。！？；…]', '[。！？][”』」）]', '\\d、'].join('|')})`,
)

/** What may stand before: "Okay, so …", "But wait, …". */
const lead = '(?:(?:Okay|O[Kk]|Oh|Ah|Hm+|Well|And|But|So|Yes|No|Now|Right)[,.…]{0,3} )?'
const wideLead = '(?:(?:嗯|哦|好的?|那么?|对|但是?|不过|所以)[，、。…]{0,3})?'

export const moveRules: readonly Rule[] = moves.map(({ kind, scope, english, chinese }) => ({
  match: `${statementStart}(${lead}${choice(...english)}${notInWord}|${wideLead}${choice(...chinese)})`,
  captures: { 1: { name: `${scope}.${kind}.think` } },
}))
