import { paceOf } from './characters.ts'
import { isComment } from './codeLine.ts'
import { rulesInCode } from './codePhaseRules.ts'
import { ruleFor, type Aim, type Phase } from './phaseRule.ts'
import { rechecks, results, rules } from './phaseRules.ts'
import type { Statement } from './statement.ts'
import type { Kind } from './step.ts'

/** The open phase, as far as it bears on whether another opens. */
export interface PhaseSoFar {
  readonly aim: Aim | undefined
  /** Headings deeper than this open no phase; as long as all do, it is infinite. */
  readonly section: number
  /** A mistake was found since it opened. */
  readonly doubted: boolean
  /** Units since the last paragraph break. */
  readonly sinceParagraph: number
  /** Units since it opened. */
  readonly sincePhase: number
  /** The thought is about code, where the paragraph is the unit. */
  readonly ofCode: boolean
}

/** A phase opens where a paragraph turns to checking, to another way, or to the answer. */
export function phaseOf(statement: Statement, kind: Kind, around: PhaseSoFar): Phase | undefined {
  const { aim } = around
  if (aim === undefined) return { aim: 'understand', why: 'the beginning' }
  if (isHeading(statement, around)) {
    const section = depthOfHeading(statement.text)
    if (section > around.section) return undefined
    return { aim: aimOfHeading(statement.text), why: 'a heading', section }
  }
  if (!beginsParagraph(statement, around)) return undefined
  const text = wordsOnly(statement.text.slice(0, seen))
  const pace = paceOf(text)
  return ruleFor(around.ofCode ? rulesInCode : rules, {
    text,
    kind,
    aim,
    checking: aim === 'check',
    doubted: around.doubted,
    since: around.sincePhase * pace,
    before: statement.from * pace,
    share: around.sincePhase / statement.from,
  })
}

export function isHeading({ form, text }: Statement, { ofCode }: PhaseSoFar): boolean {
  return form === 'heading' && !(ofCode && isComment(text))
}

function depthOfHeading(text: string): number {
  return /#+/.exec(text)?.[0].length ?? 0
}

/** Of a paragraph's text. */
const seen = 240

/** Without names of code and what is quoted: 'Confirm Order' confirms nothing. */
function wordsOnly(text: string): string {
  return mayName.test(text) ? text.replace(nameOrQuote, '…') : text
}

const mayName = /[`"“']/

const nameOrQuote = /`[^`\n]{1,80}`|"[^"\n]{1,80}"|“[^”\n]{1,80}”|(?<![\w)])'[^'\n]{2,60}'(?!\w)/g

/** A paragraph of prose, or in one without end any line or sentence. */
function beginsParagraph({ gap, form }: Statement, { sinceParagraph }: PhaseSoFar): boolean {
  if (form !== 'prose') return false
  return gap === 'paragraph' || sinceParagraph > (gap === 'line' ? longByLines : longBySentences)
}

/** In units. */
const longByLines = 1500
const longBySentences = 4000

function aimOfHeading(text: string): Aim {
  if (rechecks.test(text)) return 'check'
  if (results.test(text)) return 'close'
  return 'work'
}
